import { Button, Modal } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import type { PersonRow } from '../../../preload/contract/shapes';
import { navigationStore, personStore } from '../../stores';
import { FaultNote } from '../../ui/FaultNote';
import { tell } from '../../ui/notify';
import classes from './TemplateCard.module.css';

interface RemovePersonProps {
  person: PersonRow;
  opened: boolean;
  onClose: () => void;
}

/** Asks once, and says exactly what is lost and what stays. */
export function RemovePerson({ person, opened, onClose }: RemovePersonProps) {
  const { t } = useTranslation();
  const { busy, fault } = useStore(personStore);
  const { name, templates } = person;
  const remove = async () => {
    if (!(await personStore.getState().remove())) return;
    tell(t('people.remove.done', { name }));
    navigationStore.getState().go('people');
  };
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={t('people.remove.title', { name })}
      closeButtonProps={{ 'aria-label': t('common.action.close') }}
    >
      <p>{t('people.remove.text', { count: templates })}</p>
      <p className="quiet">{t('people.remove.log')}</p>
      {fault && <FaultNote fault={fault} />}
      <div className={classes.confirm}>
        <Button variant="default" onClick={onClose}>
          {t('common.action.cancel')}
        </Button>
        <Button
          color="red"
          loading={busy}
          onClick={() => void remove()}
          data-testid="person-remove-confirm"
        >
          {t('people.detail.remove')}
        </Button>
      </div>
    </Modal>
  );
}
