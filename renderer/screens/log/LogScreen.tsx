import { useTranslation } from 'react-i18next';
import { Page } from '../../ui/Page';

export function LogScreen() {
  const { t } = useTranslation();
  return <Page title={t('log.title')}>{null}</Page>;
}
