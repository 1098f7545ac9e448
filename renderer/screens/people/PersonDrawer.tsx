import { Drawer, Loader } from '@mantine/core';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { navigationStore, personStore } from '../../stores';
import { FaultNote } from '../../ui/FaultNote';
import { PersonDetail } from './PersonDetail';

/** The person the address names, beside the list. */
export function PersonDrawer() {
  const { t } = useTranslation();
  const id = useStore(navigationStore, (state) => state.person);
  const { detail, fault, open, close } = useStore(personStore);
  const { go } = navigationStore.getState();
  useEffect(() => {
    if (id) void open(id);
    else close();
  }, [id, open, close]);
  return (
    <Drawer
      opened={id !== null}
      onClose={() => go('people')}
      size={520}
      padding={24}
      title={<span className="srOnly">{detail?.person.name}</span>}
      closeButtonProps={{ 'aria-label': t('common.action.close') }}
      data-testid="person-drawer"
    >
      {detail ? (
        <PersonDetail key={detail.person.id} {...detail} />
      ) : fault ? (
        <FaultNote fault={fault} />
      ) : (
        <Loader aria-label={t('common.loading')} />
      )}
    </Drawer>
  );
}
