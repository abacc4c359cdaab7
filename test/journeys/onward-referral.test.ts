import { openTestGraph, waysOfRunning, type TestGraph } from '../support/graph.ts'
import { navigator, persona, practitioner } from '../support/personas.ts'

const key = () => crypto.randomUUID()
const recordIdentity = 'mutation ($input: RecordIdentityInput!) { recordIdentity(input: $input) { id person { id } } }'
const receiveReferral = 'mutation ($input: ReceiveReferralInput!) { receiveReferral(input: $input) { id } }'
const makeReferral = 'mutation ($input: MakeReferralInput!) { makeReferral(input: $input) { id version status } }'
const acceptReferral = 'mutation ($input: AcceptOnwardReferralInput!) { acceptOnwardReferral(input: $input) { id status } }'
const ofPerson = `query ($id: ID!) { person(id: $id) {
  onwardReferrals { withheld { service reason } edges { node { status } } }
  liaisonDiversionEpisodes { edges { node { onwardReferrals { status } } } } } }`

const someone = { name: { given: 'Example', family: 'Onwardly' }, birthDate: '1985-03-31', sex: 'MALE' }
const provider = persona('service-provider')

describe.each(waysOfRunning)('a referral into a service, in %s', (way) => {
  let graph: TestGraph
  let personId: string
  let referral: { id: string; version: number }

  beforeAll(async () => {
    graph = await openTestGraph(way)
    const known = await graph.ask(practitioner, recordIdentity, { input: { sourceSystem: 'story', sourceKey: 'onward-1', ...someone, idempotencyKey: key() } })
    const { id: identityRecordId, person } = known.data?.recordIdentity ?? {}
    personId = person.id
    const alert = { identityRecordId, facilityId: 'LAN3', setting: 'POLICE_CUSTODY', source: 'POLICE', idempotencyKey: key() }
    const received = await graph.askUntil(practitioner, receiveReferral, { input: alert }, ({ errors }) => errors.length === 0)
    const input = {
      ...{ identityRecordId, episodeId: received.data?.receiveReferral.id, serviceId: crypto.randomUUID(), needCode: 'housing' },
      ...{ providerOrganisationId: provider.organisation, consent: 'GIVEN', idempotencyKey: key() }
    }
    const made = await graph.askUntil(practitioner, makeReferral, { input }, ({ errors }) => errors.length === 0)
    referral = made.data?.makeReferral
  })
  afterAll(() => graph.close())

  test('is accepted by its provider, and its team sees so on the person and on the episode', async () => {
    const input = { referralId: referral.id, expectedVersion: referral.version, idempotencyKey: key() }
    const accepted = await graph.ask(provider, acceptReferral, { input })

    const seen = await graph.ask(practitioner, ofPerson, { id: personId })

    expect(accepted.errors).toEqual([])
    expect(seen).toEqual({
      data: {
        person: {
          onwardReferrals: { withheld: [], edges: [{ node: { status: 'ACCEPTED' } }] },
          liaisonDiversionEpisodes: { edges: [{ node: { onwardReferrals: [{ status: 'ACCEPTED' }] } }] }
        }
      },
      errors: []
    })
  })

  test('is not found by the sister service without consent, and absent from a commissioner’s graph', async () => {
    const document = 'query ($id: ID!) { onwardReferral(id: $id) { id } }'

    expect((await graph.ask(navigator, document, { id: referral.id })).errors).toMatchObject([{ code: 'NOT_FOUND' }])
    expect((await graph.ask(persona('commissioner'), document, { id: referral.id })).errors).toMatchObject([{ code: 'GRAPHQL_VALIDATION_FAILED' }])
  })
})
