import type { EpisodeRoom } from '@throughcare/test/support/episodes'
import { openLiaisonDiversion, startAssigned } from '@throughcare/test/support/liaison-diversion'
import { navigator, persona, practitioner } from '@throughcare/test/support/personas'

let liaisonDiversion: EpisodeRoom
beforeAll(async () => {
  liaisonDiversion = await openLiaisonDiversion()
  await startAssigned(liaisonDiversion, { consent: true })
})
afterAll(() => liaisonDiversion.close())

const ask = (principal: typeof practitioner, fields = 'id') => liaisonDiversion.ask(principal, `{ peerSupportCaseload { edges { node { ${fields} } } } }`)

describe('who finds whom they support', () => {
  test('another peer support worker finds nobody who was not assigned to them', async () => {
    const { data } = await ask(persona('ld-peer-support-worker', { subject: 'another-peer' }))

    expect(data?.peerSupportCaseload.edges).toEqual([])
  })

  test.each([
    ['a practitioner, who has the worklists', practitioner],
    ['the sister service', navigator],
    ["the sister service's peer support worker", persona('reconnect-peer-support-worker')],
    ['a court', persona('court-recipient')]
  ])('not %s', async (_, principal) => expect((await ask(principal)).errors).toMatchObject([{ code: 'FORBIDDEN' }]))

  test('whoever is assigned reads nothing clinical in it', async () => {
    expect((await ask(persona('ld-peer-support-worker'), 'screening { risk }')).errors).toMatchObject([{ code: 'FORBIDDEN' }])
  })
})
