import { openTestGraph, waysOfRunning, type TestGraph } from '../support/graph.ts'
import { navigator, persona, practitioner } from '../support/personas.ts'
import type { Answer } from '../support/room.ts'

const key = () => crypto.randomUUID()
const recordIdentity = 'mutation ($input: RecordIdentityInput!) { recordIdentity(input: $input) { id person { id } } }'
const receiveReferral = 'mutation ($input: ReceiveReferralInput!) { receiveReferral(input: $input) { id version state } }'
const recordConsent = 'mutation ($input: RecordConsentInput!) { recordConsent(input: $input) { decision } }'
const episodesOf = `query ($id: ID!) { person(id: $id) { name { family } liaisonDiversionEpisodes { withheld { service reason } edges { node { state facility { id } } } } } }`

const someone = {
  name: { given: 'Example', family: 'Storyteller' },
  birthDate: '1985-03-31',
  sex: 'MALE',
  identifiers: [{ type: 'NHS_NUMBER', value: '9990000034', isVerified: true }]
}

describe.each(waysOfRunning)('the sister service, in %s', (way) => {
  let graph: TestGraph
  let personId: string
  let recordId: string

  beforeAll(async () => {
    graph = await openTestGraph(way)
    const known = await graph.ask(practitioner, recordIdentity, { input: { sourceSystem: 'story', sourceKey: 'ld-1', ...someone, idempotencyKey: key() } })
    recordId = known.data?.recordIdentity.id
    personId = known.data?.recordIdentity.person.id
    const input = { identityRecordId: recordId, facilityId: 'LAN3', setting: 'POLICE_CUSTODY', source: 'POLICE', idempotencyKey: key() }
    await graph.askUntil(practitioner, receiveReferral, { input }, ({ errors }) => errors.length === 0)
    await graph.ask(navigator, recordIdentity, { input: { sourceSystem: 'story', sourceKey: 'rc-1', ...someone, idempotencyKey: key() } })
  })
  afterAll(() => graph.close())

  const withheldIs =
    (reason: string | null) =>
    ({ data }: Answer) =>
      (data?.person?.liaisonDiversionEpisodes?.withheld?.reason ?? null) === reason

  test('without consent, RECONNECT is told that something is withheld and why, and gets null, not an empty list', async () => {
    const answer = await graph.askUntil(navigator, episodesOf, { id: personId }, withheldIs('CONSENT_REQUIRED'))

    expect(answer).toEqual({
      data: {
        person: {
          name: { family: 'Storyteller' },
          liaisonDiversionEpisodes: { withheld: { service: 'LIAISON_DIVERSION', reason: 'CONSENT_REQUIRED' }, edges: null }
        }
      },
      errors: []
    })
  })

  test('with consent it reads the episode; once withdrawn, within five seconds, it does not', async () => {
    const decide = (decision: string) =>
      graph.ask(practitioner, recordConsent, { input: { identityRecordId: recordId, purpose: 'SHARE_SISTER_SERVICE', decision, idempotencyKey: key() } })

    await decide('GIVEN')
    const open = await graph.askUntil(navigator, episodesOf, { id: personId }, withheldIs(null))
    await decide('WITHDRAWN')
    const closed = await graph.askUntil(navigator, episodesOf, { id: personId }, withheldIs('CONSENT_REQUIRED'))

    expect(open.data?.person.liaisonDiversionEpisodes.edges).toEqual([{ node: { state: 'REFERRED', facility: { id: 'LAN3' } } }])
    expect(closed.data?.person.liaisonDiversionEpisodes.edges).toBeNull()
  })

  test('the own team reads its episode all along', async () => {
    const { data, errors } = await graph.ask(practitioner, episodesOf, { id: personId })

    expect(errors).toEqual([])
    expect(data?.person.liaisonDiversionEpisodes).toEqual({ withheld: null, edges: [{ node: { state: 'REFERRED', facility: { id: 'LAN3' } } }] })
  })

  test('a commissioner has no person in their graph at all', async () => {
    const { data, errors } = await graph.ask(persona('commissioner'), episodesOf, { id: personId })

    expect(data).toBeNull()
    expect(errors).toContainEqual({ code: 'GRAPHQL_VALIDATION_FAILED', message: 'Cannot query field "person" on type "Query".' })
  })

  test('every answer that held a person was audited before it was given, by the records it released', async () => {
    await graph.ask(practitioner, episodesOf, { id: personId })

    const log = 'query ($id: ID!) { accessLog(identityRecordId: $id, first: 1) { edges { node { subject role identityRecordIds } } } }'
    const { data, errors } = await graph.ask(persona('privacy-officer'), log, { id: recordId })

    expect(errors).toEqual([])
    expect(data?.accessLog.edges[0].node).toEqual({
      subject: practitioner.subject,
      role: 'ld-practitioner',
      identityRecordIds: expect.arrayContaining([recordId])
    })
  })
})
