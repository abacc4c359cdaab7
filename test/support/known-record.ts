import { teamAudience, type Principal, type Service } from '@throughcare/kit/principal'
import type { TestRoom } from './room.ts'

/**
 * Makes an identity record known to a room that has no neighbours, as people's event would: its own team may read it, the sister team
 * knows of it, or reads it with consent, and its places where they are open. Returns the record's id.
 */
export async function makeKnown(
  room: Pick<TestRoom, 'rows'>,
  schema: string,
  {
    service,
    organisation = 'RW5',
    consent = false,
    isPlaceOpen = false,
    recordId = crypto.randomUUID(),
    birthDate = '1990-02-28'
  }: { service: Service; organisation?: string; consent?: boolean; isPlaceOpen?: boolean; recordId?: string; birthDate?: string }
): Promise<string> {
  const sister: Service = service === 'RECONNECT' ? 'LIAISON_DIVERSION' : 'RECONNECT'
  const insert = (audience: string, level: string, reason: string | null) =>
    room.rows(
      `insert into ${schema}.record_access (record_id, audience, level, reason, service, version) values ($1, $2, $3, $4, $5, 1)`,
      recordId,
      audience,
      level,
      reason,
      service
    )
  await insert(teamAudience(organisation, service), 'read', null)
  await insert(teamAudience(organisation, sister), 'know', 'CONSENT_REQUIRED')
  if (consent) await insert(teamAudience(organisation, sister), 'read', null)
  if (isPlaceOpen) await insert(teamAudience(organisation, sister), 'location', null)
  if (schema === 'liaison_diversion') await room.rows('insert into liaison_diversion.known_record (record_id, born_on) values ($1, $2)', recordId, birthDate)
  return recordId
}

/** Opens a record of their service to one person by name, as people does for whoever is assigned. */
export async function openByName(room: Pick<TestRoom, 'rows'>, recordId: string, { subject, service }: Pick<Principal, 'subject' | 'service'>): Promise<void> {
  await room.rows(
    "insert into referrals.record_access (record_id, audience, level, service, version) values ($1, $2, 'read', $3, 1)",
    ...[recordId, `subject:${subject}`, service]
  )
}
