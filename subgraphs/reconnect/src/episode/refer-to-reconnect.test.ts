import type { EpisodeRoom } from '@throughcare/test/support/episodes'
import { makeKnown } from '@throughcare/test/support/known-record'
import { navigator } from '@throughcare/test/support/personas'
import { openReconnect, tellFacility } from '@throughcare/test/support/reconnect'

let reconnect: EpisodeRoom
beforeAll(async () => void (reconnect = await openReconnect()))
afterAll(() => reconnect.close())

async function refer(changes: object = {}) {
  const identityRecordId = await makeKnown(reconnect, 'reconnect', { service: 'RECONNECT' })
  return { identityRecordId, answer: await reconnect.act('referToReconnect', { identityRecordId, facilityId: 'PNI', source: 'LIAISON_DIVERSION', ...changes }) }
}

describe('referToReconnect', () => {
  test('starts an episode that is referred, of a person whose release may not be known', async () => {
    const { answer } = await refer({ referredAt: '2026-05-30T10:00:00+01:00' })

    expect(answer.errors).toEqual([])
    expect(answer.data?.referToReconnect).toMatchObject({
      version: 1,
      phase: 'REFERRED',
      plannedReleaseDate: null,
      plannedReleaseDates: [],
      referralWindow: { answer: 'UNKNOWN' },
      goals: []
    })
  })

  test('leaves its event in the same transaction, dated when the referral came', async () => {
    const { identityRecordId, answer } = await refer({ referredAt: '2026-05-30T10:00:00+01:00' })
    const { id } = answer.data?.referToReconnect

    expect(await reconnect.events(id)).toEqual([
      {
        type: 'reconnect.referral-received',
        subject_version: 1,
        record_id: identityRecordId,
        actor: navigator.subject,
        occurred_at: new Date('2026-05-30T09:00:00Z'),
        payload: { episodeId: id, facilityId: 'PNI', source: 'LIAISON_DIVERSION' }
      }
    ])
  })

  test('keeps a release date that comes with the referral as the first known, with its own event', async () => {
    const { answer } = await refer({ plannedReleaseDate: '2026-08-24' })
    const episode = answer.data?.referToReconnect

    expect(episode).toMatchObject({
      plannedReleaseDate: '2026-08-24',
      plannedReleaseDates: [{ date: '2026-08-24', reason: 'FIRST_KNOWN' }],
      referralWindow: { answer: 'PASS' }
    })
    expect((await reconnect.events(episode.id)).map(({ type }) => type)).toEqual(['reconnect.referral-received', 'reconnect.release-date-set'])
  })

  test('takes a referral outside the window, and says that it is', async () => {
    expect((await refer({ plannedReleaseDate: '2026-08-25' })).answer.data?.referToReconnect.referralWindow).toEqual({ answer: 'FAIL' })
  })

  test.each([
    ...(['PRISON_HEALTHCARE', 'MENTAL_HEALTH_TEAM', 'SUBSTANCE_MISUSE_TEAM', 'PRISON_STAFF', 'OFFENDER_MANAGER'] as const),
    ...(['LIAISON_DIVERSION', 'SELF', 'FAMILY'] as const)
  ])('takes a referral of %s, as the service pages name them', async (source) => expect((await refer({ source })).answer.errors).toEqual([]))

  test('the day of a referral is the day in London', async () => {
    const { answer } = await refer({ referredAt: '2026-05-31T23:30:00Z', plannedReleaseDate: '2026-08-24' })

    expect(answer.data?.referToReconnect.referralWindow).toEqual({ answer: 'PASS' })
  })

  test('refuses a referral from a place that is no prison; a prison may have closed since, or be unknown here', async () => {
    await tellFacility(reconnect, 'LAN3', 'CUSTODY_SUITE')
    await tellFacility(reconnect, 'KMI', 'PRISON', '2026-05-01')

    expect((await refer({ facilityId: 'LAN3' })).answer.errors).toMatchObject([{ code: 'BAD_USER_INPUT', message: expect.stringContaining('no prison') }])
    for (const facilityId of ['KMI', 'STI']) expect((await refer({ facilityId })).answer.errors).toEqual([])
  })

  test('refuses a referral from the future and writes nothing', async () => {
    const { identityRecordId, answer } = await refer({ referredAt: '2026-06-01T09:00:01Z' })

    expect(answer.errors).toMatchObject([{ code: 'BAD_USER_INPUT', message: expect.stringContaining('future') }])
    expect(await reconnect.rows('select 1 from reconnect.episode where record_id = $1', identityRecordId)).toEqual([])
  })

  test('refuses a release that no calendar of the service holds, or a referral before the birth, and writes nothing', async () => {
    const far = await refer({ plannedReleaseDate: '9999-12-31' })
    const identityRecordId = await makeKnown(reconnect, 'reconnect', { service: 'RECONNECT' })
    await reconnect.rows("insert into reconnect.known_person (record_id, birth_date, version) values ($1, '2004-05-06', 1)", identityRecordId)
    const early = await refer({ identityRecordId, referredAt: '2004-05-05T12:00:00Z' })

    expect(far.answer.errors).toMatchObject([{ code: 'BAD_USER_INPUT', message: expect.stringContaining('leave it empty') }])
    expect(early.answer.errors).toMatchObject([{ code: 'BAD_USER_INPUT', message: expect.stringContaining('born after') }])
    expect(await reconnect.rows('select 1 from reconnect.episode where record_id = any($1)', [far.identityRecordId, identityRecordId])).toEqual([])
  })

  test('the same request twice has one effect, and the same answer', async () => {
    const once = await refer({ idempotencyKey: 'sent twice' })
    const input = { identityRecordId: once.identityRecordId, facilityId: 'PNI', source: 'LIAISON_DIVERSION', idempotencyKey: 'sent twice' }

    expect(await reconnect.act('referToReconnect', input)).toMatchObject({ data: { referToReconnect: { id: once.answer.data?.referToReconnect.id } } })
    expect(await reconnect.rows('select 1 from reconnect.episode where record_id = $1', once.identityRecordId)).toHaveLength(1)
  })
})
