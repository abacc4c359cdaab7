import type { Fetcher } from '@graphiql/toolkit'

export type GraphAnswer = { data?: Record<string, unknown> | null; errors?: { message: string }[] }
type Question = { query: string; variables?: unknown; operationName?: string | null }
export type AskGraph = (question: Question) => Promise<GraphAnswer>

/** Asks the graph as whoever the token says; without one, as the public. */
export function askGraphAs(token: string | null): AskGraph {
  return async (question) => {
    const response = await fetch('/graphql', {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...(token && { authorization: `Bearer ${token}` }) },
      body: JSON.stringify(question)
    }).catch(() => null)
    const answer: GraphAnswer | null = response && (await response.json().catch(() => null))
    return answer ?? { errors: [{ message: 'The graph did not answer. Is it running? Try again in a minute.' }] }
  }
}

/** GraphiQL's fetcher. It must give a plain answer: the graph has neither subscriptions nor parts that come later. */
export function fetcherOf(ask: AskGraph, onAnswer: (answer: GraphAnswer) => void): Fetcher {
  return async ({ query, variables, operationName }) => {
    const answer = await ask({ query, variables, operationName })
    onAnswer(answer)
    return answer as Awaited<ReturnType<Fetcher>>
  }
}
