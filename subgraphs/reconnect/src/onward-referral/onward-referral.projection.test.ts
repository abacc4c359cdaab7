import { randomUUID } from 'node:crypto'
import { room } from '@throughcare/reconnect'
import { feedEvent, openFedRoom, type FedRoom } from '@throughcare/test/support/fed-room'

let reconnect: FedRoom
beforeAll(async () => void (reconnect = await openFedRoom(room, { clock: { now: () => new Date('2026-06-01T09:00:00Z') } })))
afterAll(() => reconnect.close())

async function openEpisode(): Promise<string> {
  const episodeId = randomUUID()
  await reconnect.rows(
    `insert into reconnect.episode (id, record_id, organisation, service, retention_class, recorded_by, facility_id, source, referred_at)
     values ($1, gen_random_uuid(), 'RW5', 'RECONNECT', 'adult-mental-health', 'x', 'PNI', 'SELF', now())`,
    episodeId
  )
  return episodeId
}
const tell = (type: string, payload: object, at = '2026-06-02T09:00:00.000Z') =>
  reconnect.publish('referrals', feedEvent({ type: `referrals.${type}`, occurredAt: at, payload: { madeBy: 'RECONNECT', ...payload } }))
const standing = (referralId: string) =>
  reconnect.rows<{ need_code: string; failed_at: Date | null }>(
    'select need_code, sent_at, failed_at, organisation from reconnect.onward_referral where id = $1',
    referralId
  )

describe('what referrals tells', () => {
  test('that a referral was sent in an episode stands as a row of the team whose episode it is; told again it stays', async () => {
    const [referralId, episodeId] = [randomUUID(), await openEpisode()]
    await tell('referral-sent', { referralId, episodeId, needCode: 'housing' })
    await tell('referral-sent', { referralId, episodeId, needCode: 'alcohol' })

    expect(await standing(referralId)).toEqual([{ need_code: 'housing', sent_at: new Date('2026-06-02T09:00:00Z'), failed_at: null, organisation: 'RW5' }])
  })

  test.each(['referral-declined', 'referral-withdrawn', 'referral-redirected'])('%s: it failed', async (type) => {
    const [referralId, episodeId] = [randomUUID(), await openEpisode()]
    await tell('referral-sent', { referralId, episodeId, needCode: 'housing' })
    await tell(type, { referralId, episodeId }, '2026-06-05T09:00:00.000Z')

    expect(await standing(referralId)).toMatchObject([{ failed_at: new Date('2026-06-05T09:00:00Z') }])
  })

  test('of the sister service, or in no episode of this room, nothing is kept', async () => {
    const [theirs, lost] = [randomUUID(), randomUUID()]
    await tell('referral-sent', { referralId: theirs, episodeId: await openEpisode(), needCode: 'housing', madeBy: 'LIAISON_DIVERSION' })
    await tell('referral-sent', { referralId: lost, episodeId: randomUUID(), needCode: 'housing' })

    expect([...(await standing(theirs)), ...(await standing(lost))]).toEqual([])
  })
})
