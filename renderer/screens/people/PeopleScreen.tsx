import { useTranslation } from 'react-i18next';
import { Page } from '../../ui/Page';

export function PeopleScreen() {
  const { t } = useTranslation();
  return <Page title={t('people.title')}>{null}</Page>;
}
