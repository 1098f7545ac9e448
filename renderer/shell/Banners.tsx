import { Button } from '@mantine/core';
import {
  IconAlertTriangle,
  IconClock,
  IconCpu,
  IconKey,
  IconPlayerPlay,
  IconX,
} from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { navigationStore, providersStore, shellStore } from '../stores';
import { liveStore } from '../stores/live';
import { faultText } from '../ui/faultText';
import { Banner } from './Banner';

function EngineBanner() {
  const { t } = useTranslation();
  const engine = useStore(shellStore, (state) => state.engine);
  const busy = useStore(shellStore, (state) => state.busy === 'restart');
  const refused = useStore(liveStore, (state) => state.fault);
  const stalled = useStore(liveStore, (state) => state.engineStalled);
  const restart = (
    <Button
      size="xs"
      color="red"
      loading={busy}
      onClick={() => void shellStore.getState().restartEngine()}
      data-testid="engine-restart"
    >
      {t('common.engine.restart')}
    </Button>
  );
  if (engine.state === 'failed') {
    const words = faultText(t, engine.error ?? { code: 'INTERNAL' });
    return (
      <Banner tone="spoof" icon={IconAlertTriangle} testId="engine-failed" action={restart}>
        <strong>{t('common.engine.failed')}</strong> {words.what} {words.next}
      </Banner>
    );
  }
  if (engine.state === 'restarting') {
    return (
      <Banner tone="offline" icon={IconClock} testId="engine-restarting">
        {t('common.engine.restarting', { attempt: engine.attempt })}
      </Banner>
    );
  }
  if (engine.state === 'starting' || stalled) {
    return (
      <Banner tone="offline" icon={IconClock} testId={`engine-${stalled ? 'stalled' : 'starting'}`}>
        {engine.state === 'starting' ? t('common.engine.starting') : t('common.engine.stalled')}
      </Banner>
    );
  }
  if (refused) {
    const words = faultText(t, refused);
    return (
      <Banner tone="spoof" icon={IconAlertTriangle} testId="frame-refused">
        <strong>{t('common.engine.failed')}</strong> {words.what} {words.next}
      </Banner>
    );
  }
  return null;
}

/** A provider failed under way: nothing to be done at once, so it is said calmly, and once. */
function ProviderNotice() {
  const { t } = useTranslation();
  const failed = useStore(providersStore, (state) => state.failed);
  const { dismiss } = providersStore.getState();
  if (!failed) return null;
  return (
    <Banner
      tone="uncertain"
      icon={IconCpu}
      testId="provider-failed"
      action={
        <>
          <Button
            size="xs"
            variant="default"
            onClick={() => {
              dismiss();
              navigationStore.getState().go('settings');
            }}
          >
            {t('common.engine.seeProviders')}
          </Button>
          <Button
            size="xs"
            variant="subtle"
            color="gray"
            aria-label={t('common.action.close')}
            onClick={dismiss}
          >
            <IconX size={16} aria-hidden />
          </Button>
        </>
      }
    >
      {t('common.engine.providerFailed', { provider: t(`settings.engine.providers.${failed}`) })}
    </Banner>
  );
}

/** What holds for the whole window: the engine's trouble, a key in a file, the sample. */
export function Banners() {
  const { t } = useTranslation();
  const info = useStore(shellStore, (state) => state.info);
  const busy = useStore(shellStore, (state) => state.busy === 'demo');
  const [keySeen, setKeySeen] = useState(false);
  return (
    <>
      <EngineBanner />
      <ProviderNotice />
      {info?.demo && (
        <Banner
          tone="known"
          icon={IconPlayerPlay}
          testId="demo-banner"
          action={
            <Button
              size="xs"
              variant="default"
              loading={busy}
              onClick={() => void shellStore.getState().setDemo(false)}
              data-testid="demo-leave"
            >
              {t('common.demo.leave')}
            </Button>
          }
        >
          {t('common.demo.banner')}
        </Banner>
      )}
      {info?.key === 'keyfile' && !info.demo && !keySeen && (
        <Banner
          tone="uncertain"
          icon={IconKey}
          testId="keyfile-notice"
          action={
            <Button
              size="xs"
              variant="subtle"
              color="gray"
              aria-label={t('common.action.close')}
              onClick={() => setKeySeen(true)}
            >
              <IconX size={16} aria-hidden />
            </Button>
          }
        >
          {t('common.key.keyfile')}
        </Banner>
      )}
    </>
  );
}
