import { useTranslation } from 'react-i18next';
import type { TemplateCard } from '../../../preload/contract/shapes';
import { useFormat } from '../../i18n/format';
import { Fact } from '../../ui/Fact';

/** The newest comparison with the person's ID photo, where one was made at enrolment. */
export function IdCheckFacts({ templates }: { templates: readonly TemplateCard[] }) {
  const { t } = useTranslation();
  const format = useFormat();
  const [newest] = templates.flatMap(({ idCheck }) => idCheck ?? []).sort((a, b) => b.at - a.at);
  if (!newest) return null;
  const { match, override, similarity, threshold, at } = newest;
  const figures = {
    similarity: format.similarity(similarity),
    threshold: format.similarity(threshold),
  };
  return (
    <dl data-testid="person-id-check" data-match={match}>
      <Fact term={t('verify.idCheck.done')}>
        {match ? t('verify.idCheck.match') : t('verify.idCheck.mismatch')}
        {override && (
          <>
            {' · '}
            {t('verify.idCheck.overridden', {
              reason: t(`verify.idCheck.override.${override.reason}`),
            })}
          </>
        )}
        <br />
        <span className="quiet">
          {t('verify.idCheck.figures', figures)}
          {' · '}
          {t('verify.idCheck.when', { day: format.day(at) })}
        </span>
      </Fact>
    </dl>
  );
}
