import { randomUUID } from 'node:crypto'
import { room } from '@throughcare/liaison-diversion'
import { feedEvent, openFedRoom, type FedRoom } from '@throughcare/test/support/fed-room'

let liaisonDiversion: FedRoom
beforeAll(async () => void (liaisonDiversion = await openFedRoom(room, { clock: { now: () => new Date('2026-06-01T09:00:00Z') } })))
afterAll(() => liaisonDiversion.close())

async function openEpisode(): Promise<string> {
  const episodeId = randomUUID()
  const columns = 'id, record_id, organisation, service, retention_class, recorded_by, facility_id, setting, source, received_at'
  await liaisonDiversion.rows(
    `insert into liaison_diversion.episode (${columns}) values ($1, gen_random_uuid(), 'RW5', 'LIAISON_DIVERSION', 'child', 'x', 'LAN3', 'POLICE_CUSTODY', 'POLICE', now())`,
    episodeId
  )
  return episodeId
}
const tell = (type: string, payload: object, at = '2026-06-02T09:00:00.000Z') =>
  liaisonDiversion.publish('referrals', feedEvent({ type: `referrals.${type}`, occurredAt: at, payload: { madeBy: 'LIAISON_DIVERSION', ...payload } }))
const standing = (referralId: string) =>
  liaisonDiversion.rows<{ need_code: string; failed_at: Date | null }>(
    'select need_code, sent_at, failed_at, organisation, retention_class from liaison_diversion.onward_referral where id = $1',
    referralId
  )

describe('what referrals tells', () => {
  test('that a referral was sent in an episode stands as a row of the team whose episode it is; told again it stays', async () => {
    const [referralId, episodeId] = [randomUUID(), await openEpisode()]
    await tell('referral-sent', { referralId, episodeId, needCode: 'housing' })
    await tell('referral-sent', { referralId, episodeId, needCode: 'alcohol' })

    expect(await standing(referralId)).toEqual([
      { need_code: 'housing', sent_at: new Date('2026-06-02T09:00:00Z'), failed_at: null, organisation: 'RW5', retention_class: 'child' }
    ])
  })

  test.each(['referral-declined', 'referral-withdrawn'])('%s: it failed', async (type) => {
    const [referralId, episodeId] = [randomUUID(), await openEpisode()]
    await tell('referral-sent', { referralId, episodeId, needCode: 'housing' })
    await tell(type, { referralId, episodeId }, '2026-06-05T09:00:00.000Z')

    expect(await standing(referralId)).toMatchObject([{ failed_at: new Date('2026-06-05T09:00:00Z') }])
  })

  test('of the sister service, or in no episode of this room, nothing is kept', async () => {
    const [theirs, lost] = [randomUUID(), randomUUID()]
    await tell('referral-sent', { referralId: theirs, episodeId: await openEpisode(), needCode: 'housing', madeBy: 'RECONNECT' })
    await tell('referral-sent', { referralId: lost, episodeId: randomUUID(), needCode: 'housing' })

    expect([...(await standing(theirs)), ...(await standing(lost))]).toEqual([])
  })
})
