import { Button, CloseButton, TextInput } from '@mantine/core';
import { IconSearch, IconUserPlus, IconUsers } from '@tabler/icons-react';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { navigationStore, peopleStore } from '../../stores';
import { Empty } from '../../ui/Empty';
import { FaultNote } from '../../ui/FaultNote';
import { Page } from '../../ui/Page';
import { PeopleTable } from './PeopleTable';
import classes from './PeopleScreen.module.css';
import { PersonDrawer } from './PersonDrawer';

function SearchField() {
  const { t } = useTranslation();
  const { search, setSearch } = useStore(peopleStore);
  return (
    <TextInput
      className={classes.search}
      value={search}
      onChange={(event) => setSearch(event.currentTarget.value)}
      placeholder={t('people.search')}
      aria-label={t('people.searchLabel')}
      leftSection={<IconSearch size={18} stroke={1.75} aria-hidden />}
      rightSection={
        search && <CloseButton aria-label={t('people.clearSearch')} onClick={() => setSearch('')} />
      }
      type="search"
      data-testid="people-search"
    />
  );
}

function Body() {
  const { t } = useTranslation();
  const { status, fault, total, search, setSearch, reload } = useStore(peopleStore);
  const { go } = navigationStore.getState();
  if (status === 'failed' && fault) {
    return (
      <div className={classes.inset}>
        <FaultNote fault={fault}>
          <Button size="xs" variant="default" onClick={() => void reload()}>
            {t('common.action.retry')}
          </Button>
        </FaultNote>
      </div>
    );
  }
  if (status === 'ready' && total === 0) {
    return search.trim() ? (
      <Empty
        icon={IconSearch}
        title={t('people.noMatch.title', { search: search.trim() })}
        text={t('people.noMatch.text')}
        testId="people-no-match"
      >
        <Button variant="default" onClick={() => setSearch('')}>
          {t('people.clearSearch')}
        </Button>
      </Empty>
    ) : (
      <Empty
        icon={IconUsers}
        title={t('people.empty.title')}
        text={t('people.empty.text')}
        testId="people-empty"
      >
        <Button onClick={() => go('enrol')}>{t('people.enrol')}</Button>
      </Empty>
    );
  }
  return <PeopleTable />;
}

/** Everybody who is enrolled; a row opens the person. */
export function PeopleScreen() {
  const { t } = useTranslation();
  const { status, total, search, reload } = useStore(peopleStore);
  useEffect(() => void reload(), [reload]);
  const counted = search.trim() ? 'people.found' : 'people.count';
  return (
    <Page
      title={t('people.title')}
      text={
        <span data-testid="people-count">{status === 'ready' && t(counted, { count: total })}</span>
      }
      actions={
        <>
          <SearchField />
          <Button
            leftSection={<IconUserPlus size={18} stroke={1.75} aria-hidden />}
            onClick={() => navigationStore.getState().go('enrol')}
          >
            {t('people.enrol')}
          </Button>
        </>
      }
    >
      <Body />
      <PersonDrawer />
    </Page>
  );
}
