import { ActionIcon, Button, Modal } from '@mantine/core';
import { IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import type { TemplateCard as Template } from '../../../preload/contract/shapes';
import { useFormat } from '../../i18n/format';
import { personStore } from '../../stores';
import { tell } from '../../ui/notify';
import { Picture } from '../../ui/Picture';
import { QualityBars } from '../../ui/QualityBars';
import classes from './TemplateCard.module.css';

interface TemplateCardProps {
  template: Template;
  number: number;
  removable: boolean;
}

/** One template: crop, quality component by component, where it came from, and its removal. */
export function TemplateCard({ template, number, removable }: TemplateCardProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const busy = useStore(personStore, (state) => state.busy);
  const [asking, setAsking] = useState(false);
  const { quality, source, model, createdAt } = template;
  const remove = async () => {
    const done = await personStore.getState().removeTemplate(template.id);
    setAsking(false);
    if (done) tell(t('people.template.removed'));
  };
  const removeLabel = removable
    ? t('people.template.remove', { number })
    : t('people.template.last');
  return (
    <li className={classes.card} data-testid="template">
      <Picture jpeg={template.thumbnail} name="" size={104} />
      <div className={classes.body}>
        <div className={classes.head}>
          <strong>{t('people.template.title', { number })}</strong>
          <span className={classes.score}>
            {t('common.quality', { value: format.count(quality.unified) })}
          </span>
          <ActionIcon
            variant="subtle"
            color="gray"
            disabled={!removable}
            aria-label={removeLabel}
            title={removeLabel}
            onClick={() => setAsking(true)}
            data-testid="template-remove"
          >
            <IconTrash size={18} stroke={1.75} aria-hidden />
          </ActionIcon>
        </div>
        <QualityBars quality={quality} />
        <p className={classes.foot} title={format.full(createdAt)}>
          {[t(`people.template.source.${source}`), model, format.day(createdAt)].join(' · ')}
        </p>
      </div>
      <Modal
        opened={asking}
        onClose={() => setAsking(false)}
        title={t('people.removeTemplate.title')}
        closeButtonProps={{ 'aria-label': t('common.action.close') }}
      >
        <p>{t('people.removeTemplate.text')}</p>
        <div className={classes.confirm}>
          <Button variant="default" onClick={() => setAsking(false)}>
            {t('common.action.cancel')}
          </Button>
          <Button
            color="red"
            loading={busy}
            onClick={() => void remove()}
            data-testid="template-remove-confirm"
          >
            {t('people.removeTemplate.confirm')}
          </Button>
        </div>
      </Modal>
    </li>
  );
}
