import type { EpisodeRoom, StartedEpisode } from '@throughcare/test/support/episodes'
import { openLiaisonDiversion } from '@throughcare/test/support/liaison-diversion'
import { navigator, persona, practitioner, stranger } from '@throughcare/test/support/personas'

const byId = 'query ($id: ID!) { liaisonDiversionEpisode(id: $id) { state } }'
const clinicalById = 'query ($id: ID!) { liaisonDiversionEpisode(id: $id) { screening { risk } } }'
const ofPerson = `query ($person: [_Any!]!) { _entities(representations: $person) { ... on Person {
  liaisonDiversionEpisodes { withheld { service reason } edges { node { id } } } } } }`

let liaisonDiversion: EpisodeRoom
let kept: StartedEpisode
let shared: StartedEpisode
beforeAll(async () => {
  liaisonDiversion = await openLiaisonDiversion()
  kept = await liaisonDiversion.start()
  shared = await liaisonDiversion.start({}, { consent: true })
})
afterAll(() => liaisonDiversion.close())

const open = (principal: typeof practitioner, { id }: StartedEpisode, query = byId) => liaisonDiversion.ask(principal, query, { id })
const list = async (principal: typeof practitioner, recordIds: string[]) => {
  const { data, errors } = await liaisonDiversion.ask(principal, ofPerson, { person: [{ __typename: 'Person', recordId: recordIds[0], recordIds }] })
  return { errors, ...data?._entities[0].liaisonDiversionEpisodes }
}
const withheld = { service: 'LIAISON_DIVERSION', reason: 'CONSENT_REQUIRED' }

describe('who may read an episode', () => {
  test('the own team may', async () => {
    expect((await open(practitioner, kept)).data?.liaisonDiversionEpisode).toEqual({ state: 'REFERRED' })
    expect(await list(practitioner, [kept.recordId])).toEqual({ errors: [], withheld: null, edges: [{ node: { id: kept.id } }] })
  })

  test('the sister service may with consent', async () => {
    expect((await open(navigator, shared)).data?.liaisonDiversionEpisode).toEqual({ state: 'REFERRED' })
    expect(await list(navigator, [shared.recordId])).toEqual({ errors: [], withheld: null, edges: [{ node: { id: shared.id } }] })
  })

  test('without consent it is told that something is withheld and why; by id there is no such episode', async () => {
    expect((await open(navigator, kept)).errors).toMatchObject([{ code: 'NOT_FOUND' }])
    expect(await list(navigator, [kept.recordId])).toEqual({ errors: [], withheld, edges: null })
  })

  test('where one of the records of a person is shared and another is not, it reads the one and is told of the other', async () => {
    expect(await list(navigator, [kept.recordId, shared.recordId])).toEqual({ errors: [], withheld, edges: [{ node: { id: shared.id } }] })
  })

  test('the same team of another organisation finds nothing and is told of nothing', async () => {
    expect((await open(stranger('ld-practitioner'), shared)).errors).toMatchObject([{ code: 'NOT_FOUND' }])
    expect(await list(stranger('ld-practitioner'), [shared.recordId])).toEqual({ errors: [], withheld: null, edges: [] })
  })

  test('a peer worker finds nobody who was not assigned to them, and may read no screening', async () => {
    expect((await open(persona('ld-peer-support-worker'), shared)).errors).toMatchObject([{ code: 'NOT_FOUND' }])
    expect((await open(persona('ld-peer-support-worker'), shared, clinicalById)).errors).toMatchObject([{ code: 'FORBIDDEN' }])
  })

  test.each(['commissioner', 'service-provider', 'court-recipient'] as const)('%s may not', async (role) => {
    expect((await open(persona(role), shared)).errors).toMatchObject([{ code: 'FORBIDDEN' }])
  })

  test('what is opened to somebody by name is open to nobody else', async () => {
    await liaisonDiversion.rows(
      "insert into liaison_diversion.record_access (record_id, audience, level, service, version) values ($1, 'subject:emergency', 'read', 'LIAISON_DIVERSION', 1)",
      kept.recordId
    )

    expect((await open(persona('reconnect-navigator', { subject: 'emergency' }), kept)).data?.liaisonDiversionEpisode.state).toBe('REFERRED')
    expect((await open(persona('reconnect-navigator', { subject: 'colleague' }), kept)).errors).toMatchObject([{ code: 'NOT_FOUND' }])
  })
})
