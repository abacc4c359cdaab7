import { createRoom } from '@throughcare/reconnect'
import type { EpisodeRoom } from '@throughcare/test/support/episodes'
import { navigator, persona, practitioner } from '@throughcare/test/support/personas'
import { openReconnect, startReleased } from '@throughcare/test/support/reconnect'
import { periods, standardSettings } from './setting.rules.ts'

const query = '{ reconnectSettings { option about unit value standardValue source } }'
const settings = { ...standardSettings, firstContactDays: 1, referralDaysBeforeRelease: 7, goalStallsAfterDays: 3, custodyTakenOn: ['SENTENCED' as const] }

describe('a room with settings of its own', () => {
  let reconnect: EpisodeRoom
  beforeAll(async () => void (reconnect = await openReconnect(createRoom(settings))))
  afterAll(() => reconnect.close())

  test('shows every one to RECONNECT staff, with its standard and where that comes from', async () => {
    const { data, errors } = await reconnect.ask(navigator, query)

    expect(errors).toEqual([])
    expect(data?.reconnectSettings).toHaveLength(Object.keys(periods).length + 2)
    expect(data?.reconnectSettings).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ option: 'RECONNECT_CUSTODY_TAKEN_ON', unit: 'CODES', value: 'SENTENCED' }),
        expect.objectContaining({ option: 'RECONNECT_PRISONS', value: 'PNI,LFI,KMI,WMI,GHI,HVI', standardValue: 'PNI,LFI,KMI,WMI,GHI,HVI' }),
        expect.objectContaining({ option: 'RECONNECT_FIRST_CONTACT_DAYS', unit: 'DAYS', value: '1', standardValue: '2' }),
        expect.objectContaining({ option: 'RECONNECT_NEAR_THE_END_MONTHS_AFTER_RELEASE', unit: 'MONTHS', value: '5', standardValue: '5' })
      ])
    )
  })

  test.each([persona('commissioner'), persona('service-provider'), persona('court-recipient')])('shows none to others: $role', async (principal) => {
    expect((await reconnect.ask(principal, query)).errors).toMatchObject([{ code: 'FORBIDDEN' }])
  })

  test('judges by them: the window, the custody, the tasks', async () => {
    const { id } = await startReleased(reconnect, '2026-06-01', { referredAt: '2026-05-20T09:00:00Z' })
    const fields = 'referralWindow { answer reason } tasks { kind dueOn }'

    const { data } = await reconnect.ask(navigator, `query ($id: ID!) { reconnectEpisode(id: $id) { ${fields} } }`, { id })

    expect(data?.reconnectEpisode.referralWindow).toEqual({ answer: 'FAIL', reason: 'The referral came more than 1 week before release.' })
    expect(data?.reconnectEpisode.tasks).toEqual(expect.arrayContaining([{ kind: 'FIRST_CONTACT', dueOn: '2026-06-02' }]))
  })

  test('cuts the worklists by them', async () => {
    const { id } = await startReleased(reconnect, '2026-05-30', { referredAt: '2026-05-20T09:00:00Z' })
    const listed = async (list: string) => {
      const { data } = await reconnect.ask(navigator, `{ reconnectWorklist(list: ${list}, first: 100) { edges { node { id } } } }`)
      return data?.reconnectWorklist.edges.map(({ node }: { node: { id: string } }) => node.id)
    }

    expect(await listed('FIRST_CONTACTS_OVERDUE')).toContain(id)
    expect(await listed('FIRST_CONTACTS_DUE')).not.toContain(id)
  })
})

test('the sister service may read them too: they are of no person', async () => {
  const reconnect = await openReconnect()
  const { data } = await reconnect.ask(practitioner, '{ reconnectSettings { value standardValue } }')
  await reconnect.close()

  expect(data?.reconnectSettings.every(({ value, standardValue }: Record<string, string>) => value === standardValue)).toBe(true)
})
