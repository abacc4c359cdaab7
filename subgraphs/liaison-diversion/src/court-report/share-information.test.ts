import type { EpisodeRoom } from '@throughcare/test/support/episodes'
import { decide, openLiaisonDiversion } from '@throughcare/test/support/liaison-diversion'

let liaisonDiversion: EpisodeRoom
beforeAll(async () => void (liaisonDiversion = await openLiaisonDiversion()))
afterAll(() => liaisonDiversion.close())

const told = { recipient: 'CROWN_PROSECUTION_SERVICE', purpose: 'CHARGING', contents: 'Is being assessed.' }
const share = (episodeId: string, changes: object = {}) => liaisonDiversion.act('shareInformation', { episodeId, expectedVersion: 1, ...told, ...changes })

describe('shareInformation', () => {
  test('records who was told what, for what, and on what ground', async () => {
    const { id, recordId } = await liaisonDiversion.start()
    await decide(liaisonDiversion, recordId, { purpose: 'SHARE_POLICE', decision: 'GIVEN' })

    const { data, errors } = await share(id)

    expect(errors).toEqual([])
    expect(data?.shareInformation.informationShares).toEqual([{ ...told, sharedAt: '2026-06-01T09:00:00.000Z', basis: 'CONSENT', overrideReason: null }])
    expect((await liaisonDiversion.events(id)).at(-1)).toMatchObject({
      type: 'liaison-diversion.information-shared',
      payload: { recipient: 'CROWN_PROSECUTION_SERVICE', purpose: 'CHARGING', basis: 'CONSENT' }
    })
    expect(JSON.stringify(await liaisonDiversion.events(id))).not.toContain('assessed')
  })

  test('consent to tell one agency is none to tell another; a condition with its reason overrides', async () => {
    const { id, recordId } = await liaisonDiversion.start()
    await decide(liaisonDiversion, recordId, { purpose: 'SHARE_POLICE', decision: 'GIVEN' })

    expect((await share(id, { recipient: 'PROBATION' })).errors).toMatchObject([{ code: 'CONSENT_REQUIRED' }])
    const override = { condition: 'VITAL_INTERESTS', reason: 'Said they would end their life.' }
    expect((await share(id, { recipient: 'PROBATION', override })).data?.shareInformation.informationShares).toMatchObject([
      { basis: 'VITAL_INTERESTS', overrideReason: 'Said they would end their life.' }
    ])
  })

  test('what was told before the person agreed was not told with their consent, and nobody knows what they had said then', async () => {
    const { id, recordId } = await liaisonDiversion.start({ receivedAt: '2026-05-30T09:00:00Z' })
    await decide(liaisonDiversion, recordId, { purpose: 'SHARE_POLICE', decision: 'GIVEN', decidedAt: '2026-05-31T09:00:00.000Z' })

    expect((await share(id, { sharedAt: '2026-05-31T08:59:59Z' })).errors).toMatchObject([
      { code: 'CONSENT_REQUIRED', message: expect.stringContaining('from a later time on') }
    ])
    expect((await share(id, { sharedAt: '2026-05-31T09:00:00Z' })).data?.shareInformation.informationShares).toMatchObject([{ basis: 'CONSENT' }])
  })

  test('refuses what was told before the referral, and nothing at all', async () => {
    const { id } = await liaisonDiversion.start()

    expect((await share(id, { sharedAt: '2026-06-01T08:59:59Z' })).errors).toMatchObject([{ code: 'BAD_USER_INPUT' }])
    expect((await share(id, { contents: '' })).errors).toMatchObject([{ code: 'BAD_USER_INPUT' }])
  })
})
