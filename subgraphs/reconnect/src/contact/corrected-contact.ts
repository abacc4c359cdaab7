import { saidOf, type GivenCorrection } from '@throughcare/kit/correct-parts'
import type { CorrectedPart } from '../episode/correct-parts.ts'
import { whyNotHaveHad } from '../episode/episode.rules.ts'
import { whyNotRecordContact } from './contact.rules.ts'
import { findContactsOfEpisodes, updateContacts, type ContactRow } from './contact.store.ts'
import { contactEvent } from './record-reconnect-contact.ts'

const facts = ['contactAt', 'purpose', 'mechanism', 'attendance'] as const
type Given = GivenCorrection & { [Fact in (typeof facts)[number]]?: ContactRow[Fact] | null | undefined }

/** How a contact is corrected. */
export const correctedContact: CorrectedPart<ContactRow, Given> = {
  list: 'contacts',
  called: 'A contact',
  facts,
  find: findContactsOfEpisodes,
  update: updateContacts,
  correct: (row, given) => ({ ...row, ...saidOf<ContactRow, (typeof facts)[number]>(given, facts) }),
  whyNot: (episode, { contactAt }, now) => whyNotHaveHad(episode, contactAt, (open) => whyNotRecordContact(open, contactAt, now)),
  tell: (episode, row) => [contactEvent(episode, row)],
  told: () => ['contact-recorded']
}
