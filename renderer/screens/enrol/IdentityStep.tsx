import { Button, Loader, TextInput } from '@mantine/core';
import { IconCheck } from '@tabler/icons-react';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { enrolStore, navigationStore } from '../../stores';
import { FaultNote } from '../../ui/FaultNote';
import { fieldOf, limits } from '../../ui/fields';
import { faultText } from '../../ui/faultText';
import classes from './IdentityStep.module.css';

/** Whether the ID is free, said while it is typed. */
function IdStatus() {
  const { t } = useTranslation();
  const check = useStore(enrolStore, (state) => state.idCheck);
  if (check.state === 'checking')
    return <Loader size={16} aria-label={t('enrol.identity.checking')} />;
  if (check.state === 'free') {
    return (
      <IconCheck size={18} color="var(--known)" role="img" aria-label={t('enrol.identity.free')} />
    );
  }
  return null;
}

/** Who is to be enrolled. What the engine refuses is said at the field it concerns. */
export function IdentityStep() {
  const { t } = useTranslation();
  const { identity, idCheck, fault, busy, session, setIdentity, start } = useStore(enrolStore);
  const [tried, setTried] = useState(false);
  const field = fault && fieldOf(fault);
  const words = fault && faultText(t, fault).what;
  const takenBy = idCheck.state === 'taken' ? idCheck.by : null;
  const missing = {
    personId: tried && !identity.personId.trim() && t('enrol.identity.missingId'),
    name: tried && !identity.name.trim() && t('enrol.identity.missingName'),
  };
  const idError = takenBy
    ? t('enrol.identity.taken', { name: takenBy.name })
    : idCheck.state === 'invalid' && faultText(t, idCheck.fault).what;
  const ready = identity.personId.trim() && identity.name.trim() && !idError;

  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (ready) void start();
  };
  return (
    <form className={classes.form} onSubmit={submit} noValidate>
      <h2 className={classes.title}>{t('enrol.identity.title')}</h2>
      <p className={classes.text}>{t('enrol.identity.text')}</p>
      {fault && !field && <FaultNote fault={fault} />}
      <TextInput
        label={t('enrol.identity.personId')}
        description={t('enrol.identity.personIdHint')}
        value={identity.personId}
        maxLength={limits.personId}
        onChange={(event) => setIdentity({ personId: event.currentTarget.value })}
        error={idError || missing.personId || (field === 'personId' && words)}
        rightSection={<IdStatus />}
        autoFocus
        required
        withAsterisk={false}
        autoComplete="off"
        data-testid="enrol-person-id"
      />
      {takenBy && (
        <Button
          variant="light"
          className={classes.instead}
          onClick={() => navigationStore.getState().go('enrol', takenBy.id)}
          data-testid="enrol-add-views"
        >
          {t('enrol.identity.addViews', { name: takenBy.name })}
        </Button>
      )}
      <TextInput
        label={t('enrol.identity.name')}
        description={t('enrol.identity.nameHint')}
        value={identity.name}
        maxLength={limits.name}
        onChange={(event) => setIdentity({ name: event.currentTarget.value })}
        error={missing.name || (field === 'name' && words)}
        required
        withAsterisk={false}
        autoComplete="off"
        data-testid="enrol-name"
      />
      <TextInput
        label={t('enrol.identity.group')}
        description={t('enrol.identity.groupHint')}
        value={identity.group}
        maxLength={limits.group}
        onChange={(event) => setIdentity({ group: event.currentTarget.value })}
        error={field === 'group' && words}
        autoComplete="off"
        data-testid="enrol-group"
      />
      <div className={classes.actions}>
        <Button type="submit" size="md" loading={busy} data-testid="enrol-start">
          {t('enrol.identity.start')}
        </Button>
        {session && (
          <Button
            variant="subtle"
            size="md"
            color="gray"
            onClick={() => void enrolStore.getState().reset()}
            data-testid="enrol-cancel"
          >
            {t('enrol.cancelConfirm')}
          </Button>
        )}
      </div>
    </form>
  );
}
