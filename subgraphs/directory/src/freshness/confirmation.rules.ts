/** Why a link that this room did not sign, or not just so, confirms nothing. */
export const alteredLink =
  'This link is not whole, was altered, or is from before the directory renewed its links. Copy it whole from the message you were sent, or ask the directory for a new one.'

/** A link that this room signed and does not keep: its database is older than the link. */
export const unknownLink = 'There is no such link here. Ask the directory for another.'

/** A provider has a month to follow the link: long enough for a holiday, short enough that what they confirm is what was sent. */
export const daysToConfirm = 30

/** When a link that is made now ends: whole seconds, as it is signed. */
export function endOfLink(now: Date): Date {
  return new Date((Math.floor(now.getTime() / 1_000) + daysToConfirm * 86_400) * 1_000)
}

type Link = { expiresAt: Date; usedAt: Date | null; serviceVersion: number }

export type LinkState = 'OPEN' | 'USED' | 'EXPIRED' | 'WITHDRAWN' | 'CHANGED'

/** Why a link that stands so confirms nothing; null where it confirms. */
export const reasonOf: Record<LinkState, string | null> = {
  OPEN: null,
  USED: 'This link has been used. A link confirms the entry once; ask the directory for another.',
  EXPIRED: 'This link has expired. Ask the directory for another.',
  WITHDRAWN: 'The source of this service no longer lists it, so there is nothing to confirm.',
  CHANGED: 'The entry has changed since this link was sent. Ask the directory for another, and look at what it says now.'
}

export function stateOfLink({ expiresAt, usedAt, serviceVersion }: Link, service: { version: number; withdrawnAt: Date | null }, now: Date): LinkState {
  if (usedAt) return 'USED'
  if (now >= expiresAt) return 'EXPIRED'
  if (service.withdrawnAt) return 'WITHDRAWN'
  return service.version === serviceVersion ? 'OPEN' : 'CHANGED'
}

/** Why a link confirms nothing; null where it does. */
export function whyNotConfirm(...asked: Parameters<typeof stateOfLink>): string | null {
  return reasonOf[stateOfLink(...asked)]
}
