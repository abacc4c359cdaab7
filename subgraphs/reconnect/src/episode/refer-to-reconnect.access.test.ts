import { outsidersOf, type EpisodeRoom } from '@throughcare/test/support/episodes'
import { makeKnown } from '@throughcare/test/support/known-record'
import { openReconnect } from '@throughcare/test/support/reconnect'

let reconnect: EpisodeRoom
beforeAll(async () => void (reconnect = await openReconnect()))
afterAll(() => reconnect.close())

const referral = (identityRecordId: string) => ({ identityRecordId, facilityId: 'PNI', source: 'SELF' })
const episodes = () => reconnect.rows('select 1 from reconnect.episode')

describe('who may refer a person', () => {
  test.each(outsidersOf('RECONNECT'))('%s may not, and nothing is written', async (_, principal, code) => {
    const recordId = await makeKnown(reconnect, 'reconnect', { service: 'RECONNECT', consent: true })

    expect((await reconnect.act('referToReconnect', referral(recordId), principal)).errors).toMatchObject([{ code }])
    expect(await episodes()).toEqual([])
  })

  test("nobody refers on the sister service's identity record, even when it may be read", async () => {
    const recordId = await makeKnown(reconnect, 'reconnect', { service: 'LIAISON_DIVERSION', consent: true })

    expect((await reconnect.act('referToReconnect', referral(recordId))).errors).toMatchObject([{ code: 'NOT_FOUND' }])
    expect(await episodes()).toEqual([])
  })

  test('nobody refers on an identity record that the room has not heard of', async () => {
    expect((await reconnect.act('referToReconnect', referral(crypto.randomUUID()))).errors).toMatchObject([{ code: 'NOT_FOUND' }])
  })
})
