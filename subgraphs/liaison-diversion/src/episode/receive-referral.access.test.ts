import { outsidersOf, type EpisodeRoom } from '@throughcare/test/support/episodes'
import { makeKnown } from '@throughcare/test/support/known-record'
import { openLiaisonDiversion } from '@throughcare/test/support/liaison-diversion'

let liaisonDiversion: EpisodeRoom
beforeAll(async () => void (liaisonDiversion = await openLiaisonDiversion()))
afterAll(() => liaisonDiversion.close())

const referral = (identityRecordId: string) => ({ identityRecordId, facilityId: 'LAN3', setting: 'POLICE_CUSTODY', source: 'POLICE' })
const episodes = () => liaisonDiversion.rows('select 1 from liaison_diversion.episode')

describe('who may receive a referral', () => {
  test.each(outsidersOf('LIAISON_DIVERSION'))('%s may not, and nothing is written', async (_, principal, code) => {
    const recordId = await makeKnown(liaisonDiversion, 'liaison_diversion', { service: 'LIAISON_DIVERSION', consent: true })

    expect((await liaisonDiversion.act('receiveReferral', referral(recordId), principal)).errors).toMatchObject([{ code }])
    expect(await episodes()).toEqual([])
  })

  test("nobody receives one on the sister service's identity record, even when it may be read", async () => {
    const recordId = await makeKnown(liaisonDiversion, 'liaison_diversion', { service: 'RECONNECT', consent: true })

    expect((await liaisonDiversion.act('receiveReferral', referral(recordId))).errors).toMatchObject([{ code: 'NOT_FOUND' }])
    expect(await episodes()).toEqual([])
  })

  test('nobody receives one on an identity record that the room has not heard of', async () => {
    expect((await liaisonDiversion.act('receiveReferral', referral(crypto.randomUUID()))).errors).toMatchObject([{ code: 'NOT_FOUND' }])
  })
})
