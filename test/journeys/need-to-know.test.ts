import type { Principal } from '@throughcare/kit/principal'
import { openTestGraph, waysOfRunning, type TestGraph } from '../support/graph.ts'
import { meetInBothServices } from '../support/one-person.ts'
import { navigator, persona, practitioner, stranger } from '../support/personas.ts'
import type { Answer } from '../support/room.ts'

const episodesOf = `query ($id: ID!) { person(id: $id) { liaisonDiversionEpisodes { withheld { reason } edges { node { state facility { id } } } } journey { withheld { service } } } }`
const episode = 'query ($id: ID!) { liaisonDiversionEpisode(id: $id) { state } }'
const breakGlass = 'mutation ($input: BreakGlassInput!) { breakGlass(input: $input) { id } }'
const review = 'mutation ($input: ReviewBreakGlassInput!) { reviewBreakGlass(input: $input) { outcome } }'
const limitAccess = 'mutation ($input: LimitAccessInput!) { limitAccess(input: $input) { id version } }'
const endAccessLimit = 'mutation ($input: EndAccessLimitInput!) { endAccessLimit(input: $input) { id } }'
const officer = persona('privacy-officer')
const explanation = 'Found unconscious, and alone.'

const codeIs =
  (code: string | undefined) =>
  ({ errors }: Answer) =>
    errors[0]?.code === code
const isOpen = ({ data }: Answer) => data?.person?.liaisonDiversionEpisodes?.withheld === null
const isShut = ({ data }: Answer) => data?.person?.liaisonDiversionEpisodes?.edges === null

describe.each(waysOfRunning)('who needs to know, in %s', (way) => {
  let graph: TestGraph
  beforeAll(async () => void (graph = await openTestGraph(way)))
  afterAll(() => graph.close())

  const mutate = async (principal: Principal, mutation: string, about: object) => {
    const { data, errors } = await graph.ask(principal, mutation, { input: { ...about, idempotencyKey: crypto.randomUUID() } })
    expect(errors).toEqual([])
    return Object.values(data ?? {})[0] as { id: string; version: number }
  }

  test('broken glass opens what the sister service holds, the reads are in the access log, and a review that finds it wrong ends it', async () => {
    const { ofReconnect, ofLiaisonDiversion, personId } = await meetInBothServices(graph)
    const before = await graph.askUntil(navigator, episodesOf, { id: personId }, isShut)

    const { id } = await mutate(navigator, breakGlass, { identityRecordId: ofReconnect, reasonCode: 'RISK_TO_LIFE', explanation })
    const open = await graph.askUntil(navigator, episodesOf, { id: personId }, isOpen)

    expect(before.data?.person.liaisonDiversionEpisodes.withheld).toEqual({ reason: 'CONSENT_REQUIRED' })
    expect(open.data?.person).toMatchObject({ liaisonDiversionEpisodes: { edges: [{ node: { state: 'REFERRED', facility: { id: 'LAN3' } } }] } })
    const log = 'query ($id: ID!) { accessLog(identityRecordId: $id, first: 100) { edges { node { subject } } } }'
    expect((await graph.ask(officer, log, { id: ofLiaisonDiversion })).data?.accessLog.edges).toContainEqual({ node: { subject: navigator.subject } })

    await mutate(officer, review, { breakGlassId: id, outcome: 'NOT_JUSTIFIED', finding: 'The person could have been asked.', expectedVersion: 1 })
    await graph.askUntil(navigator, episodesOf, { id: personId }, isShut)
  })

  test('for whoever is shut out the person is nowhere, not under broken glass either, until the limit ends', async () => {
    const { ofReconnect, ofLiaisonDiversion, personId, episodeId } = await meetInBothServices(graph)
    const kim = persona('ld-practitioner', { subject: 'kim' })
    await mutate({ ...navigator, subject: 'kim' }, breakGlass, { identityRecordId: ofReconnect, reasonCode: 'RISK_TO_LIFE', explanation })
    await graph.askUntil(kim, episode, { id: episodeId }, codeIs(undefined))

    const limit = { identityRecordId: ofLiaisonDiversion, kind: 'EXCLUSION', subjects: ['kim'], reason: 'Kim lives next door to them.' }
    const { id, version } = await mutate(persona('ld-manager'), limitAccess, limit)

    expect((await graph.ask(kim, episodesOf, { id: personId })).errors).toMatchObject([{ code: 'NOT_FOUND' }])
    await graph.askUntil(kim, episode, { id: episodeId }, codeIs('NOT_FOUND'))
    await graph.askUntil({ ...navigator, subject: 'kim' }, episode, { id: episodeId }, codeIs('NOT_FOUND'))
    const about = { identityRecordId: ofLiaisonDiversion, facilityId: 'LAN3', setting: 'POLICE_CUSTODY', source: 'POLICE', idempotencyKey: crypto.randomUUID() }
    const attempt = await graph.ask(kim, 'mutation ($input: ReceiveReferralInput!) { receiveReferral(input: $input) { id } }', { input: about })
    expect(attempt.errors).toMatchObject([{ code: 'NOT_FOUND' }])
    expect(await graph.rows('select 1 from liaison_diversion.episode where record_id = $1', ofLiaisonDiversion)).toHaveLength(1)
    expect((await graph.ask(practitioner, episode, { id: episodeId })).errors).toEqual([])

    await mutate(officer, endAccessLimit, { accessLimitId: id, expectedVersion: version })
    await graph.askUntil(kim, episode, { id: episodeId }, codeIs(undefined))
  })

  test('two persons together let one who is shut out back in, in every room, and the reads are in the access log', async () => {
    const { ofLiaisonDiversion, episodeId } = await meetInBothServices(graph)
    const lou = persona('ld-practitioner', { subject: 'lou' })
    await graph.askUntil(lou, episode, { id: episodeId }, codeIs(undefined))
    const limit = { identityRecordId: ofLiaisonDiversion, kind: 'EXCLUSION', subjects: ['lou'], reason: 'Lou lives next door to them.' }
    await mutate(persona('ld-manager'), limitAccess, limit)
    await graph.askUntil(lou, episode, { id: episodeId }, codeIs('NOT_FOUND'))

    const asked = { identityRecordId: ofLiaisonDiversion, reasonCode: 'RISK_TO_LIFE', explanation: 'The only nurse on duty tonight.' }
    const { id } = await mutate(lou, 'mutation ($input: RequestLimitOverrideInput!) { requestLimitOverride(input: $input) { id } }', asked)
    const decision = { limitOverrideId: id, outcome: 'GRANTED', finding: 'Nobody else is on duty.', expectedVersion: 1 }
    await mutate(officer, 'mutation ($input: DecideLimitOverrideInput!) { decideLimitOverride(input: $input) { id } }', decision)

    await graph.askUntil(lou, episode, { id: episodeId }, codeIs(undefined))
    const log = 'query ($id: ID!) { accessLog(identityRecordId: $id, first: 100) { edges { node { subject } } } }'
    expect((await graph.ask(officer, log, { id: ofLiaisonDiversion })).data?.accessLog.edges).toContainEqual({ node: { subject: 'lou' } })
  })

  test('a worker of another organisation reads and works in what they are given in Liaison & Diversion, until somebody else has it', async () => {
    const { episodeId, personId } = await meetInBothServices(graph)
    const assessor = stranger('ld-practitioner')
    await graph.askUntil(practitioner, episode, { id: episodeId }, codeIs(undefined))
    const allocate = 'mutation ($input: AllocateEpisodeInput!) { allocateEpisode(input: $input) { id version } }'
    expect((await graph.ask(assessor, episode, { id: episodeId })).errors).toMatchObject([{ code: 'NOT_FOUND' }])

    const { version } = await mutate(practitioner, allocate, { episodeId, worker: assessor.subject, expectedVersion: 1 })
    await graph.askUntil(assessor, episode, { id: episodeId }, codeIs(undefined))
    const contact = { episodeId, mechanism: 'TELEPHONE', attendance: 'ON_TIME', place: 'HOME' }
    const recordContact = 'mutation ($input: RecordContactInput!) { recordContact(input: $input) { id version } }'
    const met = await mutate(assessor, recordContact, { ...contact, expectedVersion: version })
    const steps = 'query ($id: ID!) { person(id: $id) { journey(first: 100) { edges { node { kind } } } } }'
    const told = ({ data }: Answer) => JSON.stringify(data).includes('CONTACT')
    await graph.askUntil(practitioner, steps, { id: personId }, told)

    await mutate(practitioner, allocate, { episodeId, worker: 'somebody-else', expectedVersion: met.version })
    await graph.askUntil(assessor, episode, { id: episodeId }, codeIs('NOT_FOUND'))
    const late = { input: { ...contact, expectedVersion: met.version + 1, idempotencyKey: crypto.randomUUID() } }
    expect((await graph.ask(assessor, recordContact, late)).errors).toMatchObject([{ code: 'NOT_FOUND' }])
  })

  test('a worker of another organisation reads what they are allocated in RECONNECT, until the episode is closed', async () => {
    const { reconnectEpisodeId: episodeId } = await meetInBothServices(graph)
    const worker = stranger('reconnect-navigator')
    const ofReconnect = 'query ($id: ID!) { reconnectEpisode(id: $id) { id allocations { workerId } } }'
    const act = (mutation: string, input: object, expectedVersion: number) => {
      const document = `mutation ($input: ${mutation[0]?.toUpperCase()}${mutation.slice(1)}Input!) { ${mutation}(input: $input) { id version } }`
      return mutate(navigator, document, { ...input, episodeId, expectedVersion })
    }
    const accepted = await act('acceptReconnectReferral', {}, 1)
    expect((await graph.ask(worker, ofReconnect, { id: episodeId })).errors).toMatchObject([{ code: 'NOT_FOUND' }])

    const allocated = await act('allocateWorker', { side: 'COMMUNITY', workerId: worker.subject }, accepted.version)
    await graph.askUntil(worker, ofReconnect, { id: episodeId }, codeIs(undefined))

    await act('closeReconnectEpisode', { reason: 'NOT_RELEASED' }, allocated.version)
    await graph.askUntil(worker, ofReconnect, { id: episodeId }, codeIs('NOT_FOUND'))
  })

  test('a person restricted to named staff is nowhere for everybody else', async () => {
    const { ofLiaisonDiversion, personId, episodeId } = await meetInBothServices(graph)
    const manager = persona('ld-manager')
    await graph.askUntil(practitioner, episode, { id: episodeId }, codeIs(undefined))

    const limit = { identityRecordId: ofLiaisonDiversion, kind: 'RESTRICTION', subjects: [manager.subject], reason: 'A colleague of the police team.' }
    await mutate(manager, limitAccess, limit)

    for (const principal of [practitioner, navigator]) {
      await graph.askUntil(principal, episode, { id: episodeId }, codeIs('NOT_FOUND'))
      expect((await graph.ask(principal, episodesOf, { id: personId })).errors).toMatchObject([{ code: 'NOT_FOUND' }])
    }
    expect((await graph.ask(manager, episode, { id: episodeId })).errors).toEqual([])
  })
})
