/** A provider has a month to follow the link: long enough for a holiday, short enough that what they confirm is what was sent. */
export const daysToConfirm = 30

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
