import { useTranslation } from 'react-i18next';
import { Page } from '../../ui/Page';

export function EnrolScreen() {
  const { t } = useTranslation();
  return <Page title={t('enrol.title')}>{null}</Page>;
}
