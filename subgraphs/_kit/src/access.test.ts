import { persona, stranger } from '@throughcare/test/support/personas'
import { alwaysFresh, findWithheld, isOwnTeam, rowSettingsOf, type AccessRow } from './access.ts'
import { audiencesOf, principalShape } from './principal.ts'

const row = (recordId: string, level: AccessRow['level'], reason: string | null = null, service = 'RECONNECT'): AccessRow => ({
  recordId,
  level,
  reason,
  service
})
const withheld = (...rows: AccessRow[]) => findWithheld(rows, 'RECONNECT', alwaysFresh)

describe('what is withheld', () => {
  test('is nothing where the caller is told of nothing', () => expect(withheld()).toBeNull())
  test('is nothing where everything known of may be read', () => expect(withheld(row('a', 'know'), row('a', 'read'))).toBeNull())
  test('names the reason', () => expect(withheld(row('a', 'know', 'OBJECTED'))).toEqual({ service: 'RECONNECT', reason: 'OBJECTED' }))
  test('asks for consent where no reason is given', () => expect(withheld(row('a', 'know'))).toMatchObject({ reason: 'CONSENT_REQUIRED' }))
  test('is named for one record though another may be read', () =>
    expect(withheld(row('a', 'read'), row('b', 'know'))).toMatchObject({ reason: 'CONSENT_REQUIRED' }))
  test('says nothing of a record from which the caller is barred', () => expect(withheld(row('a', 'know'), row('a', 'barred'))).toBeNull())
  test('is named where the bar is set aside', () =>
    expect(withheld(row('a', 'know'), row('a', 'barred'), row('a', 'lifted'))).toMatchObject({ reason: 'CONSENT_REQUIRED' }))
  test('says nothing of a record that is restricted to others, and all of it to those named', () => {
    expect(withheld(row('a', 'know'), row('a', 'restricted'))).toBeNull()
    expect(withheld(row('a', 'know'), row('a', 'restricted'), row('a', 'named'))).toMatchObject({ reason: 'CONSENT_REQUIRED' })
    expect(withheld(row('a', 'know'), row('a', 'restricted'), row('a', 'named'), row('a', 'barred'))).toBeNull()
  })
  test('is named where the restriction is set aside', () =>
    expect(withheld(row('a', 'know'), row('a', 'restricted'), row('a', 'lifted'))).toMatchObject({ reason: 'CONSENT_REQUIRED' }))
  test("is not about another service's records", () => expect(withheld(row('a', 'know', null, 'LIAISON_DIVERSION'))).toBeNull())

  test('is unknown while news of access is late, even where everything seems readable', () => {
    expect(findWithheld([row('a', 'read')], 'RECONNECT', { isFresh: () => false })).toEqual({ service: 'RECONNECT', reason: 'ACCESS_UNKNOWN' })
  })
})

describe('what the database is told of a caller', () => {
  test('names the team of a practitioner, and all their audiences', () => {
    const practitioner = persona('ld-practitioner')

    expect(rowSettingsOf(practitioner, alwaysFresh)).toEqual({
      subject: practitioner.subject,
      role: 'ld-practitioner',
      organisation: 'RW5',
      service: 'LIAISON_DIVERSION',
      audiences: audiencesOf(practitioner)
    })
  })

  test('names no team of a peer worker: they see who is assigned to them', () => {
    const peer = persona('ld-peer-support-worker', { organisation: 'RW5' })

    expect(rowSettingsOf(peer, alwaysFresh)).toMatchObject({ organisation: '', service: '' })
    expect(isOwnTeam(peer, 'LIAISON_DIVERSION')).toBe(false)
    expect(audiencesOf(peer)).toEqual([`subject:${peer.subject}`, 'organisation:RW5'])
  })

  test('names no audience while news of access is late', () => {
    expect(rowSettingsOf(persona('reconnect-navigator'), { isFresh: () => false }).audiences).toEqual([])
  })

  test('tells one organisation from another', () => {
    expect(audiencesOf(stranger('ld-practitioner'))).not.toEqual(expect.arrayContaining(['team:RW5/LIAISON_DIVERSION']))
  })
})

test.each(['one\nsubject:two', 'one\rtwo', 'one\u0000two', ''])('a subject that would name a second audience is no principal: %j', (subject) => {
  expect(principalShape.safeParse(persona('ld-practitioner', { subject })).success).toBe(false)
})
