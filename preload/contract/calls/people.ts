import { z } from 'zod';
import { Group, Id, Name, PersonId, PersonRow, TemplateCard } from '../shapes';

export const people = {
  'people.list': {
    input: z.object({
      /** Any part of ID, name or group, case-insensitive; empty matches everyone. */
      search: z.string().max(120).default(''),
      offset: z.number().int().min(0).default(0),
      limit: z.number().int().min(1).max(500).default(100),
    }),
    output: z.object({ total: z.number().int(), people: z.array(PersonRow) }),
  },
  'people.get': {
    input: z.object({ id: Id }),
    output: z.object({ person: PersonRow, templates: z.array(TemplateCard) }),
  },
  /**
   * Enrolled people who look so alike that one of them has a threshold of their own: nearer than
   * that, the answer is a second factor. Most alike first; `counting` templates are not compared yet.
   */
  'people.hardCases': {
    input: z.object({ limit: z.number().int().min(1).max(500).default(100) }),
    output: z.object({
      total: z.number().int(),
      counting: z.number().int(),
      cases: z.array(
        z.object({
          people: z.tuple([PersonRow, PersonRow]),
          /** Of the two people's nearest templates. */
          similarity: z.number(),
          /** The similarity from which either is named. */
          bar: z.number(),
        }),
      ),
    }),
  },
  /** PERSON_ID_TAKEN when another person has that ID. */
  'people.update': {
    input: z.object({
      id: Id,
      personId: PersonId.optional(),
      name: Name.optional(),
      group: Group.optional(),
      note: z.string().max(2000).optional(),
    }),
    output: PersonRow,
  },
  /** Erases the person with all templates and pictures. Log rows stay, without name and picture. */
  'people.remove': {
    input: z.object({ id: Id }),
    output: z.object({ templates: z.number().int() }),
  },
  /** The last template of a person cannot be removed this way: remove the person. */
  'people.removeTemplate': {
    input: z.object({ id: Id, templateId: Id }),
    output: z.object({ templates: z.number().int() }),
  },
} as const;
