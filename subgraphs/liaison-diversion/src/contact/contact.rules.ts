type Met = { id: string; contactAt: Date; isPeerSupport: boolean; withdrawnAt: Date | null }

/** The last contacts of the service itself: they alone decide when the next is due. More than one only at one instant; those of peer support workers are their own. */
export function lastContactsOf<Contact extends Met>(contacts: readonly Contact[]): Contact[] {
  const own = contacts.filter(({ isPeerSupport, withdrawnAt }) => !isPeerSupport && !withdrawnAt)
  const lastAt = Math.max(...own.map(({ contactAt }) => contactAt.getTime()))
  return own.filter(({ contactAt }) => contactAt.getTime() === lastAt)
}

/** Why a contact says nothing of when the next is due: a later one decides that. `lastAt`: when that was, null where there is none. */
export function whyNotAgree(followUpDueOn: string | null, contactAt: Date, lastAt: Date | null): string | null {
  return followUpDueOn !== null && lastAt !== null && contactAt < lastAt
    ? 'A later contact is recorded, and decides when the next is due. Leave out the day of the next contact, or correct it in the episode.'
    : null
}

/** Why contacts are not corrected so without a word on when the next is due: that was agreed at what would be the last of them no more. */
export function whyNotWithoutFollowUp(before: readonly Met[], after: readonly Met[], { closedAt, followUpDueOn }: Following): string | null {
  const [were, are] = [before, after].map((contacts) => lastContactsOf(contacts).map(({ id }) => id))
  const isLost = closedAt === null && were?.join() !== are?.join() && (are?.length !== 0 || followUpDueOn !== null)
  return isLost
    ? 'When the next contact is due was agreed at the last one, and the last contact would be another. Say as well by when the next is due (followUpDueOn), or take that back (FOLLOW_UP).'
    : null
}

type Following = { closedAt: Date | null; followUpDueOn: string | null }
