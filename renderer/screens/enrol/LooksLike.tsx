import { Button, Modal } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { useFormat } from '../../i18n/format';
import { enrolStore, navigationStore } from '../../stores';
import { Picture } from '../../ui/Picture';
import classes from './LooksLike.module.css';

/** A face this near is enrolled already: both side by side, and the operator decides. */
export function LooksLike() {
  const { t } = useTranslation();
  const format = useFormat();
  const { looksLike, session, busy, save, dismissLooksLike, reset } = useStore(enrolStore);
  const person = looksLike?.person;
  const addInstead = async () => {
    if (!person) return;
    dismissLooksLike();
    await reset();
    navigationStore.getState().go('enrol', person.id);
  };
  return (
    <Modal
      opened={looksLike !== null}
      onClose={dismissLooksLike}
      title={t('enrol.check.looksLike.title')}
      size="lg"
      closeButtonProps={{ 'aria-label': t('common.action.close') }}
      data-testid="looks-like"
    >
      {looksLike && person && (
        <div className={classes.body}>
          <div className={classes.pair}>
            <figure>
              <Picture jpeg={session?.views[0]?.thumbnail} name="" size={144} />
              <figcaption>
                <strong>{session?.name}</strong>
                {t('enrol.check.looksLike.new')}
              </figcaption>
            </figure>
            <figure>
              <Picture jpeg={person.thumbnail} name="" size={144} />
              <figcaption>
                <strong>{person.name}</strong>
                {t('enrol.check.looksLike.existing')}
              </figcaption>
            </figure>
          </div>
          <p>
            {t('enrol.check.looksLike.text', {
              similarity: format.similarity(looksLike.similarity),
              name: person.name,
              personId: person.personId,
            })}
          </p>
          <div className={classes.actions}>
            <Button onClick={() => void addInstead()} data-testid="looks-like-same">
              {t('enrol.check.looksLike.same', { name: person.name })}
            </Button>
            <Button
              variant="default"
              loading={busy}
              onClick={() => void save(true)}
              data-testid="looks-like-different"
            >
              {t('enrol.check.looksLike.different')}
            </Button>
            <Button variant="subtle" color="gray" onClick={() => void reset()}>
              {t('enrol.check.looksLike.discard')}
            </Button>
          </div>
        </div>
      )}
    </Modal>
  );
}
