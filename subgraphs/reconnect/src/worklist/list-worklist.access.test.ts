import { outsidersOf, type EpisodeRoom } from '@throughcare/test/support/episodes'
import { navigator } from '@throughcare/test/support/personas'
import { openReconnect, startAccepted } from '@throughcare/test/support/reconnect'

const worklist = '{ reconnectWorklist(list: CASELOAD) { edges { node { id } } } }'

let reconnect: EpisodeRoom
let id: string
beforeAll(async () => {
  reconnect = await openReconnect()
  id = (await startAccepted(reconnect, {}, { consent: true })).id
})
afterAll(() => reconnect.close())

describe('who has the worklists of the team', () => {
  test('the team', async () => {
    expect((await reconnect.ask(navigator, worklist)).data?.reconnectWorklist.edges).toEqual([{ node: { id } }])
  })

  test.each(outsidersOf('RECONNECT'))('not %s', async (_, principal, code) => {
    const { data, errors } = await reconnect.ask(principal, worklist)

    // The same team of another organisation has worklists of its own, and nothing of ours is in them.
    if (code === 'NOT_FOUND') expect(data?.reconnectWorklist.edges).toEqual([])
    else expect(errors).toMatchObject([{ code: 'FORBIDDEN' }])
  })
})
