import { Button, Textarea, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import type { PersonRow } from '../../../preload/contract/shapes';
import { personStore } from '../../stores';
import { FaultNote } from '../../ui/FaultNote';
import { type Field, fieldOf, limits } from '../../ui/fields';
import { faultText } from '../../ui/faultText';
import { tell } from '../../ui/notify';
import classes from './PersonForm.module.css';

/** ID, name, group and note of a person; what is refused is said at its field. */
export function PersonForm({ person, onDone }: { person: PersonRow; onDone: () => void }) {
  const { t } = useTranslation();
  const { busy, fault } = useStore(personStore);
  const { personId, name, group, note } = person;
  const [draft, setDraft] = useState<Record<Field, string>>({ personId, name, group, note });
  const wrong = fault && fieldOf(fault);
  const error = (field: Field) => {
    if (field === 'personId' && !draft.personId.trim()) return t('enrol.identity.missingId');
    if (field === 'name' && !draft.name.trim()) return t('enrol.identity.missingName');
    return wrong === field && fault ? faultText(t, fault).what : false;
  };
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (!draft.personId.trim() || !draft.name.trim()) return;
    if (await personStore.getState().update(draft)) {
      tell(t('people.detail.saved'));
      onDone();
    }
  };
  const field = (key: Field) => ({
    label: t(`people.detail.${key}`),
    value: draft[key],
    maxLength: limits[key],
    error: error(key),
    onChange: ({ currentTarget }: { currentTarget: { value: string } }) =>
      setDraft({ ...draft, [key]: currentTarget.value }),
    'data-testid': `person-${key}`,
  });
  return (
    <form className={classes.form} onSubmit={(event) => void submit(event)} noValidate>
      {fault && !wrong && <FaultNote fault={fault} />}
      <TextInput {...field('name')} data-autofocus />
      <TextInput {...field('personId')} />
      <TextInput {...field('group')} />
      <Textarea {...field('note')} autosize minRows={2} maxRows={6} />
      <div className={classes.actions}>
        <Button type="submit" loading={busy} data-testid="person-save">
          {t('common.action.save')}
        </Button>
        <Button variant="subtle" color="gray" onClick={onDone}>
          {t('common.action.cancel')}
        </Button>
      </div>
    </form>
  );
}
