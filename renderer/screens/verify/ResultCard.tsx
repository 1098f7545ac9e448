import { Button } from '@mantine/core';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import type { VerifyState } from '../../../preload/contract/calls/verify';
import { verifyStore } from '../../stores';
import { Card } from '../../ui/Card';
import { FaultNote } from '../../ui/FaultNote';
import { CropPair } from './CropPair';
import classes from './ResultCard.module.css';
import { Waiting } from './Waiting';
import { VerdictView } from './VerdictView';

/** The comparison that is open: what is still needed, or the answer with its evidence. */
export function ResultCard({ session }: { session: VerifyState }) {
  const { t } = useTranslation();
  const { fault, busy, again, next } = useStore(verifyStore);
  const first = useRef<HTMLButtonElement>(null);
  const { reference, verdict } = session;
  const done = verdict !== null;
  useEffect(() => {
    if (done) first.current?.focus(); // Enter goes on to the next person
  }, [done]);
  return (
    <Card title={t('verify.result.title')}>
      <div className={classes.body} data-testid="verify-session">
        <p className={classes.against} data-testid="verify-against">
          {reference.kind === 'person'
            ? `${reference.person.name} · ${reference.person.personId}`
            : t('verify.result.against')}
        </p>
        <div role="status" aria-live="polite">
          {verdict ? (
            <VerdictView session={session} verdict={verdict} />
          ) : (
            <Waiting session={session} />
          )}
        </div>
        <CropPair session={session} />
        {fault && <FaultNote fault={fault} />}
        <div className={classes.actions}>
          {done && (
            <Button ref={first} onClick={() => void next()} data-testid="verify-next">
              {t('verify.result.next')}
            </Button>
          )}
          {done ? (
            <Button
              variant="default"
              loading={busy}
              onClick={() => void again()}
              data-testid="verify-again"
            >
              {t('verify.result.retry')}
            </Button>
          ) : (
            <Button variant="default" onClick={() => void next()} data-testid="verify-cancel">
              {t('verify.result.cancel')}
            </Button>
          )}
        </div>
      </div>
    </Card>
  );
}
