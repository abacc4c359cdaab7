import { makeKnown } from '@throughcare/test/support/known-record'
import { accepted, askTo, makeReferralThat, now, openReferrals, otherProvider, provider, referralInput } from '@throughcare/test/support/onward-referrals'
import { navigator, persona, practitioner, stranger } from '@throughcare/test/support/personas'
import type { Answer, TestRoom } from '@throughcare/test/support/room'
import type { Principal } from '@throughcare/kit/principal'

const page = 'withheld { service reason } pageInfo { hasNextPage endCursor } edges { node { id madeBy status } }'
const ofPersons = `query ($them: [_Any!]!) { _entities(representations: $them) { ... on Person { onwardReferrals { ${page} } } } }`
const ofEpisodes = `query ($them: [_Any!]!) { _entities(representations: $them) {
  ... on LiaisonDiversionEpisode { onwardReferrals { id } } ... on ReconnectEpisode { onwardReferrals { id } } } }`
const ofServices = `query ($them: [_Any!]!, $first: Int, $after: String) { _entities(representations: $them) {
  ... on Service { referrals(first: $first, after: $after) { ${page} } } } }`
const silent = `query ($first: Int, $after: String) { silentReferrals(first: $first, after: $after) { pageInfo { hasNextPage endCursor } edges { node { id silentSince } } } }`

let referrals: TestRoom
beforeEach(async () => void (referrals = await openReferrals()))
afterEach(() => referrals.close())

const person = (...recordIds: string[]) => ({ __typename: 'Person', recordId: recordIds[0], recordIds })
const service = (id: string) => ({ __typename: 'Service', id })
const entities = async (principal: Principal, document: string, them: object[], more: object = {}) => {
  const { data, errors } = await referrals.ask(principal, document, { them, ...more })
  return { found: (data?._entities ?? []) as NonNullable<Answer['data']>[], errors }
}
const idsOf = (connection: { edges: { node: { id: string } }[] }) => connection.edges.map(({ node }) => node.id)
const sendFor = async (principal: Principal, recordId: string, changes: object = {}) =>
  (await askTo(referrals, principal, { mutation: 'makeReferral', input: referralInput(recordId, { consent: 'GIVEN', ...changes }) })).referral

/** How many statements a question takes. */
async function statementsOf(ask: () => Promise<unknown>): Promise<number> {
  referrals.statements()
  await ask()
  return referrals.statements().length
}

describe('Person.onwardReferrals', () => {
  test('holds what both services made, newest first, where the person agreed', async () => {
    const [first, second] = [
      await makeKnown(referrals, 'referrals', { service: 'LIAISON_DIVERSION' }),
      await makeKnown(referrals, 'referrals', { service: 'RECONNECT', consent: true })
    ]
    const older = await sendFor(practitioner, first, { sentAt: '2026-05-01T09:00:00Z' })
    const newer = await sendFor(navigator, second, { sentAt: '2026-05-02T09:00:00Z' })

    const { found } = await entities(practitioner, ofPersons, [person(first, second)])

    expect(found[0]?.onwardReferrals).toMatchObject({ withheld: [] })
    expect(idsOf(found[0]?.onwardReferrals)).toEqual([newer.id, older.id])
  })

  test('says which service withholds something, beside what is readable; null where nothing is', async () => {
    const [mine, theirs] = [
      await makeKnown(referrals, 'referrals', { service: 'LIAISON_DIVERSION' }),
      await makeKnown(referrals, 'referrals', { service: 'RECONNECT' })
    ]
    const own = await sendFor(practitioner, mine)
    await sendFor(navigator, theirs)

    const { found } = await entities(practitioner, ofPersons, [person(mine, theirs), person(theirs)])

    const withheld = [{ service: 'RECONNECT', reason: 'CONSENT_REQUIRED' }]
    expect(found[0]?.onwardReferrals).toMatchObject({ withheld, edges: [{ node: { id: own.id, madeBy: 'LIAISON_DIVERSION' } }] })
    expect(found[1]?.onwardReferrals).toMatchObject({ withheld, edges: null })
  })

  test('is an empty list for a person without referrals, and for another organisation that may not know of them', async () => {
    const none = await makeKnown(referrals, 'referrals', { service: 'LIAISON_DIVERSION' })
    const { recordId } = await makeReferralThat(referrals)

    expect((await entities(practitioner, ofPersons, [person(none)])).found[0]?.onwardReferrals).toMatchObject({ withheld: [], edges: [] })
    expect((await entities(stranger('ld-practitioner'), ofPersons, [person(recordId)])).found[0]?.onwardReferrals).toMatchObject({ withheld: [], edges: [] })
  })

  test('shows a provider what was sent to it, of all the person has', async () => {
    const { id, recordId } = await makeReferralThat(referrals)
    await sendFor(practitioner, recordId, { providerOrganisationId: otherProvider.organisation })

    expect(idsOf((await entities(provider, ofPersons, [person(recordId)])).found[0]?.onwardReferrals)).toEqual([id])
  })

  test.each([
    ['the own team', practitioner],
    ['the sister service', navigator]
  ])('takes as many statements for twenty persons as for one, for %s', async (_, principal) => {
    const them: object[] = []
    for (let count = 0; count < 20; count++) them.push(person((await makeReferralThat(referrals)).recordId))

    const { found } = await entities(principal, ofPersons, them)
    expect(found.map(({ onwardReferrals }) => onwardReferrals.edges.length)).toEqual(them.map(() => 1))
    const forOne = await statementsOf(() => entities(principal, ofPersons, them.slice(0, 1)))
    expect(await statementsOf(() => entities(principal, ofPersons, them))).toBe(forOne)
  })
})

describe('an episode’s onwardReferrals', () => {
  test('are those made in it, oldest first, in as many statements for two kinds of episode as for many of each', async () => {
    const record = await makeKnown(referrals, 'referrals', { service: 'LIAISON_DIVERSION' })
    const episodeId = crypto.randomUUID()
    const newer = await sendFor(practitioner, record, { episodeId, sentAt: '2026-05-02T09:00:00Z' })
    const older = await sendFor(practitioner, record, { episodeId, sentAt: '2026-05-01T09:00:00Z' })
    const [one, another] = ['LiaisonDiversionEpisode', 'ReconnectEpisode'].map((__typename) => ({ __typename, id: episodeId }))

    const { found, errors } = await entities(practitioner, ofEpisodes, [one ?? {}, another ?? {}])

    expect(errors).toEqual([])
    expect(found).toEqual([{ onwardReferrals: [{ id: older.id }, { id: newer.id }] }, { onwardReferrals: [] }])
    const many = Array.from({ length: 20 }, () => ({ ...one, id: crypto.randomUUID() }))
    const forOne = await statementsOf(() => entities(practitioner, ofEpisodes, [one ?? {}]))
    expect(await statementsOf(() => entities(practitioner, ofEpisodes, [one ?? {}, ...many]))).toBe(forOne)
  })
})

describe('Service.referrals', () => {
  test('shows a provider what was sent to its own service, newest first, page by page, and no draft', async () => {
    const days = ['2026-05-01', '2026-05-03', '2026-05-02']
    const made = []
    for (const day of days) made.push(await makeReferralThat(referrals, [], { sentAt: `${day}T09:00:00Z` }))
    await makeReferralThat(referrals, [], { asDraft: true })
    await makeReferralThat(referrals, [], { providerOrganisationId: otherProvider.organisation })

    const first = (await entities(provider, ofServices, [service('service-1')], { first: 2 })).found[0]?.referrals
    const rest = (await entities(provider, ofServices, [service('service-1')], { first: 2, after: first.pageInfo.endCursor })).found[0]?.referrals

    expect(first.pageInfo.hasNextPage).toBe(true)
    expect([...idsOf(first), ...idsOf(rest)]).toEqual([made[1]?.id, made[2]?.id, made[0]?.id])
    expect(rest).toMatchObject({ pageInfo: { hasNextPage: false }, withheld: [] })
  })

  test('shows another provider nothing, and is not for the two services', async () => {
    await makeReferralThat(referrals)

    expect((await entities(otherProvider, ofServices, [service('service-1')])).found[0]?.referrals.edges).toEqual([])
    expect((await entities(practitioner, ofServices, [service('service-1')])).errors).toMatchObject([{ code: 'FORBIDDEN' }])
  })

  test('takes as many statements for twenty services as for one', async () => {
    const them = Array.from({ length: 20 }, (_, count) => service(`service-${count}`))
    for (const { id } of them) await makeReferralThat(referrals, [], { serviceId: id })

    const { found } = await entities(provider, ofServices, them)
    expect(found.map(({ referrals: { edges } }) => edges.length)).toEqual(them.map(() => 1))
    const forOne = await statementsOf(() => entities(provider, ofServices, them.slice(0, 1)))
    expect(await statementsOf(() => entities(provider, ofServices, them))).toBe(forOne)
  })
})

describe('silentReferrals', () => {
  const ask = async (principal: Principal, variables: object = {}) => (await referrals.ask(principal, silent, { ...variables })).data?.silentReferrals

  // Today is Monday, 8 June 2026. Sent by Tuesday, 2 June: Wednesday to Friday are three whole working days.
  test('holds what was sent by the last silent day and not heard of, longest silence first', async () => {
    const [tuesdayNight, monday] = [
      await makeReferralThat(referrals, [], { sentAt: '2026-06-02T22:59:59Z' }),
      await makeReferralThat(referrals, [], { sentAt: '2026-06-01T09:00:00Z' })
    ]
    await makeReferralThat(referrals, [], { sentAt: '2026-06-02T23:00:00Z' })
    await makeReferralThat(referrals, [], { asDraft: true })
    const elsewhere = { serviceId: 'service-2', providerOrganisationId: otherProvider.organisation, asDraft: true }
    for (const heard of [
      accepted,
      { mutation: 'redirectOnwardReferral', input: elsewhere },
      { mutation: 'receiveOnwardReferral' },
      { mutation: 'withdrawOnwardReferral', input: { reason: 'OTHER' } }
    ]) {
      await makeReferralThat(referrals, [heard], { sentAt: '2026-06-01T09:00:00Z' })
    }

    const first = await ask(practitioner, { first: 1 })
    const rest = await ask(practitioner, { first: 1, after: first.pageInfo.endCursor })

    expect(first).toMatchObject({ pageInfo: { hasNextPage: true }, edges: [{ node: { id: monday.id, silentSince: '2026-06-05' } }] })
    expect(rest).toMatchObject({ pageInfo: { hasNextPage: false }, edges: [{ node: { id: tuesdayNight.id, silentSince: '2026-06-06' } }] })
    expect(now.toISOString()).toContain('2026-06-08')
  })

  test('is the making team’s own: not the sister service’s, though it may read them, and not a provider’s', async () => {
    await makeReferralThat(referrals, [], { sentAt: '2026-06-01T09:00:00Z' })

    expect((await ask(practitioner)).edges).toHaveLength(1)
    expect((await ask(navigator)).edges).toEqual([])
    expect((await referrals.ask(provider, silent)).errors).toMatchObject([{ code: 'FORBIDDEN' }])
    expect((await referrals.ask(persona('ld-peer-support-worker'), silent)).errors).toMatchObject([{ code: 'FORBIDDEN' }])
  })
})
