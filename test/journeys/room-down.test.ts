import { openDoor, type TestDoor } from '../support/door.ts'
import { openTestGraph, type TestGraph } from '../support/graph.ts'
import { writeDown } from '../support/identities.ts'
import { practitioner } from '../support/personas.ts'

const question = `query ($id: ID!) {
  person(id: $id) { name { family } liaisonDiversionEpisodes { edges { node { id } } withheld { reason } } }
  viewer { role }
}`

describe('a room that is down', () => {
  let graph: TestGraph
  let door: TestDoor
  let id: string

  beforeAll(async () => {
    graph = await openTestGraph('rooms apart')
    door = await openDoor(graph.rooms)
    const { person } = await writeDown(graph, practitioner)
    id = person.id
  })
  afterAll(async () => {
    await door.close()
    await graph.close()
  })

  test('is missed while the others answer: its field is null, and an error stands at its place', async () => {
    const before = await door.ask(question, { id })
    await graph.stopRoom('liaison-diversion')
    const { status, data, errors } = await door.ask(question, { id })

    expect([before.errors, before.data?.person]).toMatchObject([[], { liaisonDiversionEpisodes: { edges: [], withheld: null } }])
    expect(data).toEqual({ person: { name: { family: 'Personson' }, liaisonDiversionEpisodes: null }, viewer: { role: 'ld-practitioner' } })
    expect(errors).toEqual([
      {
        code: 'UNAVAILABLE',
        message: 'This part of the graph does not answer at the moment. Try again in a minute.',
        path: ['person', 'liaisonDiversionEpisodes']
      }
    ])
    expect(status).toBe(200)
  })

  test('says which of several persons could not be answered for', async () => {
    const list = '{ people(where: { familyName: "Personson", birthDate: "1988-12-24" }) { edges { node { liaisonDiversionEpisodes { edges { cursor } } } } } }'
    await writeDown(graph, practitioner)
    const { errors } = await door.ask(list)

    expect(errors.map(({ path }) => path?.join('.'))).toEqual(['people.edges.0.node.liaisonDiversionEpisodes', 'people.edges.1.node.liaisonDiversionEpisodes'])
  })

  test('that keeps the audit takes every answer about a person with it', async () => {
    await graph.stopRoom('audit')
    const { data, errors } = await door.ask(question, { id })

    expect([data, errors.map(({ code }) => code)]).toEqual([null, ['UNAVAILABLE']])
  })
})
