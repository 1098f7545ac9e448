import { Select } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { client } from '../../ipc/client';
import { logStore, navigationStore } from '../../stores';
import classes from './LogFilters.module.css';

interface Option {
  value: string;
  label: string;
}

/** Whom the search finds; the one who is chosen stays listed whatever is searched. */
function useOptions(search: string, chosen: string | null): Option[] {
  const [found, setFound] = useState<Option[]>([]);
  const [known, setKnown] = useState<Option | null>(null);
  useEffect(() => {
    let current = true;
    client.call('people.list', { search, limit: 50 }).then(
      ({ people }) => {
        if (!current) return;
        setFound(
          people.map(({ id, name, personId }) => ({ value: id, label: `${name} · ${personId}` })),
        );
      },
      () => current && setFound([]),
    );
    return () => {
      current = false;
    };
  }, [search]);
  useEffect(() => {
    if (!chosen) return;
    client.call('people.get', { id: chosen }).then(
      ({ person: { id, name, personId } }) =>
        setKnown({ value: id, label: `${name} · ${personId}` }),
      () => {}, // gone: the list says that nothing fits
    );
  }, [chosen]);
  const listed = found.some(({ value }) => value === chosen);
  return chosen && known?.value === chosen && !listed ? [known, ...found] : found;
}

export function PersonFilter() {
  const { t } = useTranslation();
  const chosen = useStore(logStore, (state) => state.filter.person);
  const [typed, setTyped] = useState('');
  const [search] = useDebouncedValue(typed, 150);
  const options = useOptions(search, chosen);
  const known = options.find(({ value }) => value === chosen);
  const { go } = navigationStore.getState();
  return (
    <Select
      className={classes.person}
      aria-label={t('log.filter.person')}
      placeholder={t('log.filter.anyone')}
      searchable
      clearable
      value={known ? chosen : null}
      data={options}
      filter={({ options: all }) => all}
      onSearchChange={(value) => setTyped(value === known?.label ? '' : value)}
      onChange={(value) => go('log', value ?? undefined)}
      clearButtonProps={{ 'aria-label': t('common.action.clear') }}
      nothingFoundMessage={t('people.noMatch.title', { search: typed })}
      data-testid="log-person"
    />
  );
}
