/**
 * 1:1 verification: what kind of decision an event is, what the face was compared with, and what the
 * comparison with a person's ID photo gave at enrolment. For a verification `gallery_size` counts the
 * comparisons, `risk` is the false match rate that was asked for, and the person is the one claimed.
 */
export const verification = /* sql */ `
ALTER TABLE events ADD COLUMN kind TEXT NOT NULL DEFAULT 'identification'
  CHECK (kind IN ('identification', 'verification'));
ALTER TABLE events ADD COLUMN reference TEXT CHECK (reference IN ('templates', 'document'));
-- What contract/shapes.ts calls IdCheck; null where no ID photo was compared.
ALTER TABLE templates ADD COLUMN id_check TEXT CHECK (id_check IS NULL OR json_valid(id_check));
`;
