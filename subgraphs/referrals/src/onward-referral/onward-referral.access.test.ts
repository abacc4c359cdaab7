import { readPolicy } from '@throughcare/kit/policy'
import { openRoom } from '@throughcare/kit/room'
import { room } from '@throughcare/referrals'
import { cloneDatabase } from '@throughcare/test/support/database'
import { makeReferralThat, openReferrals, otherProvider, provider } from '@throughcare/test/support/onward-referrals'
import { navigator, persona, practitioner, stranger } from '@throughcare/test/support/personas'
import { quiet, readable, type TestRoom } from '@throughcare/test/support/room'

const one = 'query ($id: ID!) { onwardReferral(id: $id) { id } }'

describe('who may read an onward referral', () => {
  let referrals: TestRoom
  beforeAll(async () => void (referrals = await openReferrals()))
  afterAll(() => referrals.close())

  test.each([
    ['the team that made it', practitioner, []],
    ['the sister service, with consent', navigator, []],
    ['the provider it was sent to', provider, []],
    ['another provider', otherProvider, ['NOT_FOUND']],
    ['the provider’s organisation in another role', persona('court-recipient', { organisation: provider.organisation }), ['FORBIDDEN']],
    ['the same team in another organisation', stranger('ld-practitioner'), ['NOT_FOUND']],
    ['a peer support worker who is not assigned to the person', persona('ld-peer-support-worker'), ['NOT_FOUND']],
    ['a commissioner', persona('commissioner'), ['FORBIDDEN']]
  ])('%s', async (_, principal, codes) => {
    const { id } = await makeReferralThat(referrals)

    const { errors } = await referrals.ask(principal, one, { id })

    expect(errors.map(({ code }) => code)).toEqual(codes)
  })

  test('why it was shared without consent is for the two services only', async () => {
    const { id } = await makeReferralThat(referrals, [], { consent: 'NOT_GIVEN', override: { condition: 'SAFEGUARDING', reason: 'An invented reason' } })
    const ask = (principal: typeof provider) => referrals.ask(principal, 'query ($id: ID!) { onwardReferral(id: $id) { overrideReason } }', { id })

    expect((await ask(practitioner)).data?.onwardReferral).toEqual({ overrideReason: 'An invented reason' })
    expect((await ask(provider)).errors).toMatchObject([{ code: 'FORBIDDEN' }])
  })

  test('a provider barred from a record by name reads nothing of it', async () => {
    const { id, recordId } = await makeReferralThat(referrals)
    const insert = 'insert into referrals.record_access (record_id, audience, level, service, version) values ($1, $2, $3, $4, 1)'
    await referrals.rows(insert, recordId, `subject:${provider.subject}`, 'barred', 'LIAISON_DIVERSION')

    expect((await referrals.ask(provider, one, { id })).errors).toMatchObject([{ code: 'NOT_FOUND' }])
  })
})

describe('what the database itself lets a provider do', () => {
  let referrals: TestRoom
  beforeAll(async () => void (referrals = await openReferrals()))
  afterAll(() => referrals.close())

  const asProvider = (statement: string, role = 'service-provider') =>
    referrals.rows<object>(`begin; set local role referrals_app;
      select set_config('app.subject', 'p', true), set_config('app.role', '${role}', true), set_config('app.audiences', 'organisation:${provider.organisation}', true);
      ${statement}; rollback`)

  test('it sees and changes what was sent to its organisation, no draft, and nothing in another role', async () => {
    const sent = await makeReferralThat(referrals)
    await makeReferralThat(referrals, [], { asDraft: true })
    const change = 'update referrals.onward_referral set received_at = now() returning id'

    const idsOf = (results: object[]) => results.flat().flatMap((row) => ('id' in row ? [row.id] : []))
    expect(idsOf(await asProvider('select id from referrals.onward_referral'))).toEqual([sent.id])
    expect(idsOf(await asProvider(change))).toEqual([sent.id])
    expect(idsOf(await asProvider('select id from referrals.onward_referral', 'court-recipient'))).toEqual([])
    expect(idsOf(await asProvider(change, 'court-recipient'))).toEqual([])
  })

  test.each(["provider_organisation = 'SOMEONE-ELSE'", 'sent_at = null'])('it cannot set %s', async (change) => {
    await makeReferralThat(referrals)

    await expect(asProvider(`update referrals.onward_referral set ${change}`)).rejects.toThrow('row-level security')
    await referrals.rows('rollback')
  })
})

describe('while nobody knows who may read what', () => {
  test('lists that may be short are not given, and a person’s says so', async () => {
    const database = await cloneDatabase()
    const silent = { feed: () => Promise.reject(new Error('This room is away.')) }
    const neighbours = Object.fromEntries(Object.keys(room.follows).map((feed) => [feed, silent]))
    const stale = openRoom(room, { url: database.url, policy: readPolicy(), log: quiet, neighbours })
    const id = crypto.randomUUID()
    const ask = async (principal: typeof provider, typename: string, field: string) => {
      const query = `query ($them: [_Any!]!) { _entities(representations: $them) { ... on ${typename} { ${field} } } }`
      const variables = { them: [{ __typename: typename, id, recordId: id, recordIds: [id] }] }
      const { data, errors } = readable(await stale.answer({ query, variables, requestId: 'stale' }, principal))
      return errors[0]?.code ?? Object.values(data?._entities[0])[0]
    }

    expect(await ask(practitioner, 'LiaisonDiversionEpisode', 'onwardReferrals { id }')).toEqual([])
    expect(await ask(navigator, 'LiaisonDiversionEpisode', 'onwardReferrals { id }')).toBe('UNAVAILABLE')
    expect(await ask(provider, 'Service', 'referrals { edges { cursor } }')).toBe('UNAVAILABLE')
    expect(await ask(practitioner, 'Person', 'onwardReferrals { edges { cursor } withheld { service reason } }')).toEqual({
      edges: null,
      withheld: [{ service: 'RECONNECT', reason: 'ACCESS_UNKNOWN' }]
    })

    await stale.close()
    await database.drop()
  })
})
