import type { Principal } from '@throughcare/kit/principal'
import { accepted, askTo, makeReferralThat, openReferrals, provider } from '@throughcare/test/support/onward-referrals'
import { navigator, persona, practitioner, stranger } from '@throughcare/test/support/personas'
import type { TestRoom } from '@throughcare/test/support/room'

const declineReasons = `query ($them: [_Any!]!) { _entities(representations: $them) { ... on Service { declineReasons { reason declined answered isOften } } } }`

let referrals: TestRoom
beforeAll(async () => void (referrals = await openReferrals()))
afterAll(() => referrals.close())

const ask = (principal: Principal, ...ids: string[]) => referrals.ask(principal, declineReasons, { them: ids.map((id) => ({ __typename: 'Service', id })) })
const reasonsOf = async (principal: Principal, id: string) => (await ask(principal, id)).data?._entities[0].declineReasons
/** Answers that were given, as the verbs leave them. */
const answered = (serviceId: string, count: number, { reason = null, at = '2026-06-01' }: { reason?: string | null; at?: string } = {}) =>
  referrals.rows(
    'insert into referrals.service_answer (service_id, answered_at, decline_reason) select $1, $2, $3 from generate_series(1, $4)',
    ...[serviceId, at, reason, count]
  )

describe('Service.declineReasons', () => {
  test('counts what both sides recorded, and says of whom to nobody', async () => {
    const serviceId = 'service-asked'
    await answered(serviceId, 8)
    await makeReferralThat(referrals, [accepted], { serviceId })
    expect(await reasonsOf(practitioner, serviceId)).toBeNull()
    const sent = await makeReferralThat(referrals, [], { serviceId })
    const input = { referralId: sent.id, expectedVersion: sent.version, reason: 'NO_FIXED_ABODE' }
    await askTo(referrals, provider, { mutation: 'declineOnwardReferral', input })

    const found = [{ reason: 'NO_FIXED_ABODE', declined: 1, answered: 10, isOften: false }]
    expect(await reasonsOf(practitioner, serviceId)).toEqual(found)
    expect(await reasonsOf(navigator, serviceId)).toEqual(found)
    expect(await reasonsOf(stranger('ld-practitioner'), serviceId)).toEqual(found)
  })

  test('reaches back two years, to the day', async () => {
    await answered('service-old', 10, { at: '2024-06-07T23:00:00Z' })
    await answered('service-older', 9, { at: '2024-06-07T23:00:00Z' })
    await answered('service-older', 1, { at: '2024-06-07T22:59:59Z' })

    expect([await reasonsOf(practitioner, 'service-old'), await reasonsOf(practitioner, 'service-older')]).toEqual([[], null])
  })

  test('takes as many statements for twenty services as for one', async () => {
    const statementsOf = async (...ids: string[]) => {
      referrals.statements()
      await ask(practitioner, ...ids)
      return referrals.statements().length
    }

    expect(await statementsOf(...Array.from({ length: 20 }, (_, place) => `service-${place}`))).toBe(await statementsOf('service-0'))
  })

  test.each(['service-provider', 'ld-peer-support-worker', 'commissioner', 'directory-editor'] as const)('is not for the role %s', async (role) => {
    expect((await ask(persona(role), 'service-asked')).errors).toMatchObject([{ code: 'FORBIDDEN' }])
  })
})
