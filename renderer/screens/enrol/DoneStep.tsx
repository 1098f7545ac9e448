import { Button } from '@mantine/core';
import { IconCheck } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { enrolStore, navigationStore } from '../../stores';
import { Empty } from '../../ui/Empty';

/** Saved; the next person, or a look at this one. */
export function DoneStep() {
  const { t } = useTranslation();
  const saved = useStore(enrolStore, (state) => state.saved);
  const existing = useStore(enrolStore, (state) => state.existing);
  const { go } = navigationStore.getState();
  const leave = (then: () => void) => {
    void enrolStore.getState().reset();
    then();
  };
  if (!saved) return null;
  const { name, templates, id } = saved;
  return (
    <Empty
      icon={IconCheck}
      testId="enrol-saved"
      title={existing ? t('enrol.done.titleViews', { name }) : t('enrol.done.title', { name })}
      text={t('enrol.done.text', { count: templates })}
    >
      <Button size="md" onClick={() => leave(() => go('enrol'))} data-testid="enrol-next">
        {t('enrol.done.next')}
      </Button>
      <Button size="md" variant="default" onClick={() => leave(() => go('people', id))}>
        {t('enrol.done.show', { name })}
      </Button>
      <Button size="md" variant="subtle" onClick={() => leave(() => go('live'))}>
        {t('enrol.done.toLive')}
      </Button>
    </Empty>
  );
}
