import { loadReferenceData } from '@throughcare/directory/reference'
import { openTestGraph, waysOfRunning, type TestGraph } from '../support/graph.ts'
import { navigator, persona, practitioner } from '../support/personas.ts'
import type { Answer } from '../support/room.ts'

const key = () => crypto.randomUUID()
const recordIdentity = 'mutation ($input: RecordIdentityInput!) { recordIdentity(input: $input) { id person { id } } }'
const receiveReferral = 'mutation ($input: ReceiveReferralInput!) { receiveReferral(input: $input) { id } }'
const makeReferral = 'mutation ($input: MakeReferralInput!) { makeReferral(input: $input) { id version status } }'
const acceptReferral = 'mutation ($input: AcceptOnwardReferralInput!) { acceptOnwardReferral(input: $input) { id status } }'
const ofPerson = `query ($id: ID!) { person(id: $id) {
  onwardReferrals { withheld { service reason } edges { node { status } } }
  liaisonDiversionEpisodes { edges { node { onwardReferrals { status } } } } } }`

const servicesFor = `query ($near: String, $facts: PersonFactsInput) { servicesFor(need: "housing", near: $near, facts: $facts, first: 1) {
  edges { node { verdict service { id name organisation { id } } } } } }`
const recordService = 'mutation ($input: RecordServiceInput!) { recordService(input: $input) { id } }'

const whom = 'query ($id: ID!) { onwardReferral(id: $id) { isFactsWithheld facts { nameToUse birthDate contactAdvice risks } person { id } } }'
const recordConsent = 'mutation ($input: RecordConsentInput!) { recordConsent(input: $input) { id } }'
const limitAccess = 'mutation ($input: LimitAccessInput!) { limitAccess(input: $input) { id } }'

const someone = { name: { given: 'Example', family: 'Onwardly' }, birthDate: '1985-03-31', sex: 'MALE' }
const provider = persona('service-provider')

describe.each(waysOfRunning)('a referral into a service, in %s', (way) => {
  let graph: TestGraph
  let personId: string
  let recordId: string
  let referral: { id: string; version: number }
  let found: { verdict: string; service: { id: string; name: string; organisation: { id: string } } }

  beforeAll(async () => {
    graph = await openTestGraph(way)
    const known = await graph.ask(practitioner, recordIdentity, { input: { sourceSystem: 'story', sourceKey: 'onward-1', ...someone, idempotencyKey: key() } })
    const { id: identityRecordId, person } = known.data?.recordIdentity ?? {}
    personId = person.id
    recordId = identityRecordId
    const alert = { identityRecordId, facilityId: 'LAN3', setting: 'POLICE_CUSTODY', source: 'POLICE', idempotencyKey: key() }
    await loadReferenceData(graph.url)
    const service = {
      ...{ name: 'Example Open Door (demo)', status: 'ACTIVE', needCodes: ['housing'], organisationId: provider.organisation, idempotencyKey: key() },
      ...{ minimumAge: 18, takesSex: 'ANY', convictionExclusions: [], serviceAreas: ['Lancashire'], locations: [{ town: 'Burnley', postcode: 'BB11 9ZZ' }] }
    }
    expect((await graph.ask(persona('directory-editor'), recordService, { input: service })).errors).toEqual([])
    const right = await graph.ask(practitioner, servicesFor, { near: 'BB11', facts: { age: 41, sex: 'MALE', convictions: ['ARSON'] } })
    found = right.data?.servicesFor.edges[0].node
    const received = await graph.askUntil(practitioner, receiveReferral, { input: alert }, ({ errors }) => errors.length === 0)
    const input = {
      ...{ identityRecordId, episodeId: received.data?.receiveReferral.id, serviceId: found.service.id, needCode: 'housing' },
      ...{ providerOrganisationId: found.service.organisation.id, consent: 'GIVEN', idempotencyKey: key() },
      facts: { nameToUse: 'Exi Onwardly', birthDate: someone.birthDate, contactAdvice: 'Text only' }
    }
    const made = await graph.askUntil(practitioner, makeReferral, { input }, ({ errors }) => errors.length === 0)
    referral = made.data?.makeReferral
  })
  afterAll(() => graph.close())

  test('goes to a service that takes this person', () => {
    expect(found).toMatchObject({ verdict: 'FITS', service: { name: 'Example Open Door (demo)' } })
  })

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

  test('tells its provider, and no other, whom it will meet, until the person takes their consent back', async () => {
    const other = persona('service-provider', { subject: 'other-provider', organisation: 'OTHER-PROVIDER' })
    const decide = async (decision: string) => {
      const input = { identityRecordId: recordId, purpose: 'SHARE_ONWARD_SERVICE', decision, idempotencyKey: key() }
      expect((await graph.ask(practitioner, recordConsent, { input })).errors).toEqual([])
    }
    const isWithheld = ({ data }: Answer) => data?.onwardReferral.isFactsWithheld === true
    const before = await graph.ask(provider, whom, { id: referral.id })
    await decide('WITHDRAWN')
    const after = await graph.askUntil(provider, whom, { id: referral.id }, isWithheld)
    await decide('GIVEN')
    const again = await graph.askUntil(provider, whom, { id: referral.id }, (answer) => !isWithheld(answer))

    const told = { nameToUse: 'Exi Onwardly', birthDate: someone.birthDate, contactAdvice: 'Text only', risks: null }
    expect(before).toEqual({ data: { onwardReferral: { isFactsWithheld: false, facts: told, person: null } }, errors: [] })
    expect(after).toEqual({ data: { onwardReferral: { isFactsWithheld: true, facts: null, person: null } }, errors: [] })
    expect(again).toEqual(before)
    expect((await graph.ask(other, whom, { id: referral.id })).errors).toMatchObject([{ code: 'NOT_FOUND' }])
  })

  test('is not found by the sister service without consent, and absent from a commissioner’s graph', async () => {
    const document = 'query ($id: ID!) { onwardReferral(id: $id) { id } }'

    expect((await graph.ask(navigator, document, { id: referral.id })).errors).toMatchObject([{ code: 'NOT_FOUND' }])
    expect((await graph.ask(persona('commissioner'), document, { id: referral.id })).errors).toMatchObject([{ code: 'GRAPHQL_VALIDATION_FAILED' }])
  })

  test('is nothing to its provider once the person is restricted to named staff', async () => {
    const named = { kind: 'RESTRICTION', subjects: [practitioner.subject], reason: 'An invented reason to restrict' }
    const limit = { identityRecordId: recordId, ...named, idempotencyKey: key() }
    expect((await graph.ask(persona('ld-manager'), limitAccess, { input: limit })).errors).toEqual([])

    const seen = await graph.askUntil(provider, whom, { id: referral.id }, ({ errors }) => errors.length > 0)

    expect(seen.errors).toMatchObject([{ code: 'NOT_FOUND' }])
    expect((await graph.ask(practitioner, whom, { id: referral.id })).data?.onwardReferral.facts).toMatchObject({ nameToUse: 'Exi Onwardly' })
  })
})
