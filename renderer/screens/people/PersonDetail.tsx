import { Button } from '@mantine/core';
import { IconListDetails, IconPencil, IconPhotoPlus, IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { useFormat } from '../../i18n/format';
import { navigationStore, personStore } from '../../stores';
import type { PersonDetail as Detail } from '../../stores/people';
import { Fact } from '../../ui/Fact';
import { FaultNote } from '../../ui/FaultNote';
import { Picture } from '../../ui/Picture';
import { When } from '../../ui/When';
import classes from './PersonDetail.module.css';
import { PersonForm } from './PersonForm';
import { RemovePerson } from './RemovePerson';
import { IdCheckFacts } from './IdCheckFacts';
import { TemplateCard } from './TemplateCard';

/** One person: who it is, the templates, and what can be done with them. */
export function PersonDetail({ person, templates }: Detail) {
  const { t } = useTranslation();
  const format = useFormat();
  const fault = useStore(personStore, (state) => state.fault);
  const [mode, setMode] = useState<'view' | 'edit' | 'remove'>('view');
  const { go } = navigationStore.getState();
  return (
    <div className={classes.detail}>
      <div className={classes.head}>
        <Picture jpeg={person.thumbnail} name={person.name} size={96} round />
        <div className={classes.who}>
          <h2 className={classes.name} data-testid="person-name">
            {person.name}
          </h2>
          <p className="quiet">
            {[person.personId, person.group || t('people.noGroup')].join(' · ')}
          </p>
        </div>
      </div>
      {mode === 'edit' ? (
        <PersonForm person={person} onDone={() => setMode('view')} />
      ) : (
        <>
          {fault && <FaultNote fault={fault} />}
          <div className={classes.actions}>
            <Button
              leftSection={<IconPhotoPlus size={18} stroke={1.75} aria-hidden />}
              onClick={() => go('enrol', person.id)}
              data-testid="person-add-views"
            >
              {t('people.detail.addViews')}
            </Button>
            <Button
              variant="default"
              leftSection={<IconPencil size={18} stroke={1.75} aria-hidden />}
              onClick={() => setMode('edit')}
              data-testid="person-edit"
            >
              {t('people.detail.edit')}
            </Button>
            <Button
              variant="default"
              leftSection={<IconListDetails size={18} stroke={1.75} aria-hidden />}
              onClick={() => go('log', person.id)}
              data-testid="person-events"
            >
              {t('people.detail.events')}
            </Button>
          </div>
          <dl className={classes.facts}>
            <Fact term={t('people.detail.created')}>{format.day(person.createdAt)}</Fact>
            <Fact term={t('people.detail.seen')}>
              <When at={person.lastSeenAt} />
            </Fact>
          </dl>
          <IdCheckFacts templates={templates} />
          {person.note && (
            <dl>
              <Fact term={t('people.detail.note')}>{person.note}</Fact>
            </dl>
          )}
        </>
      )}
      <section className={classes.templates} aria-label={t('people.detail.templates')}>
        <h3>{t('people.detail.templates')}</h3>
        {templates.length === 0 && <p className="quiet">{t('people.detail.noTemplates')}</p>}
        <ul className={classes.cards}>
          {templates.map((template, i) => (
            <TemplateCard
              key={template.id}
              template={template}
              number={i + 1}
              removable={templates.length > 1}
            />
          ))}
        </ul>
      </section>
      <div className={classes.foot}>
        <Button
          variant="subtle"
          color="red"
          leftSection={<IconTrash size={18} stroke={1.75} aria-hidden />}
          onClick={() => setMode('remove')}
          data-testid="person-remove"
        >
          {t('people.remove.confirm', { name: person.name })}
        </Button>
      </div>
      <RemovePerson person={person} opened={mode === 'remove'} onClose={() => setMode('view')} />
    </div>
  );
}
