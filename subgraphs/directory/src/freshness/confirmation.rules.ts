/** A provider has a month to follow the link: long enough for a holiday, short enough that what they confirm is what was sent. */
export const daysToConfirm = 30

type Link = { expiresAt: Date; usedAt: Date | null; serviceVersion: number }

/** Why a link confirms nothing; null where it does. */
export function whyNotConfirm({ expiresAt, usedAt, serviceVersion }: Link, service: { version: number; withdrawnAt: Date | null }, now: Date): string | null {
  if (usedAt) return 'This link has been used. A link confirms the entry once; ask the directory for another.'
  if (now >= expiresAt) return 'This link has expired. Ask the directory for another.'
  if (service.withdrawnAt) return 'The source of this service no longer lists it, so there is nothing to confirm.'
  return service.version === serviceVersion
    ? null
    : 'The entry has changed since this link was sent. Ask the directory for another, and look at what it says now.'
}
