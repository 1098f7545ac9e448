import { Button, SegmentedControl, TextInput } from '@mantine/core';
import { IconScan } from '@tabler/icons-react';
import type { FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { idPhotoStore, verifyStore } from '../../stores';
import { liveStore } from '../../stores/live';
import type { VerifyMode } from '../../stores/verify';
import { Card } from '../../ui/Card';
import { FaultNote } from '../../ui/FaultNote';
import { limits } from '../../ui/fields';
import { IdPhoto } from '../../ui/IdPhoto';
import classes from './ChooseCard.module.css';

function ById() {
  const { t } = useTranslation();
  const { personId, busy, setPersonId, startPerson } = useStore(verifyStore);
  const running = useStore(liveStore, (state) => state.sourceState === 'live');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void startPerson(personId);
  };
  return (
    <form className={classes.form} onSubmit={submit} noValidate>
      <TextInput
        label={t('verify.choose.personId')}
        description={t('verify.choose.personIdHint')}
        value={personId}
        maxLength={limits.personId}
        onChange={(event) => setPersonId(event.currentTarget.value)}
        autoFocus
        autoComplete="off"
        data-testid="verify-person-id"
      />
      <Button
        type="submit"
        loading={busy}
        disabled={!personId.trim()}
        className={classes.start}
        data-testid="verify-start"
      >
        {t('verify.choose.start')}
      </Button>
      {running && (
        <p className={classes.scanning}>
          <IconScan size={16} aria-hidden /> {t('verify.choose.scanning')}
        </p>
      )}
    </form>
  );
}

/** The first step: what the face in view is compared with. */
export function ChooseCard() {
  const { t } = useTranslation();
  const { mode, fault, busy, setMode, startPhoto } = useStore(verifyStore);
  const change = (value: string) => {
    idPhotoStore.getState().clear();
    setMode(value as VerifyMode); // one of the two below
  };
  return (
    <Card title={t('verify.choose.title')}>
      <div className={classes.body}>
        <SegmentedControl
          fullWidth
          aria-label={t('verify.choose.label')}
          value={mode}
          onChange={change}
          data={[
            { value: 'id', label: t('verify.choose.id') },
            { value: 'photo', label: t('verify.choose.photo') },
          ]}
          data-testid="verify-mode"
        />
        {mode === 'id' ? <ById /> : <IdPhoto busy={busy} onUse={(pick) => void startPhoto(pick)} />}
        {fault && <FaultNote fault={fault} />}
      </div>
    </Card>
  );
}
