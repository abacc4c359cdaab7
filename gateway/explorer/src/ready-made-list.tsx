import { useGraphiQL, useGraphiQLActions } from '@graphiql/react'
import { parse, type OperationDefinitionNode } from 'graphql'
import { useState } from 'react'
import type { LastSeen, SeenKind } from './last-seen.ts'
import { readyMadeFor, type ReadyMade } from './ready-made.ts'

type Props = { role: string; lastSeen(): LastSeen }

const hints: Record<SeenKind, string> = {
  person: 'Put a person’s id into Variables and run it. Once an answer has shown a person, the id is filled in for you.',
  identityRecord: 'Put an identity record’s id into Variables and run it. Once an answer has shown one, in whichever role, it is filled in for you.',
  nhsNumber: 'Put an NHS number into Variables and run it. Once an answer has shown one, it is filled in for you.'
}

export function ReadyMadeList({ role, lastSeen }: Props) {
  const [hint, setHint] = useState('')
  const isReady = useGraphiQL(({ queryEditor, variableEditor, responseEditor }) => Boolean(queryEditor && variableEditor && responseEditor))
  const open = useOpenQuery()

  function choose(chosen: ReadyMade): void {
    const { fill } = chosen
    const seen = fill && lastSeen()[fill.from]
    const isComplete = !fill || seen !== undefined
    open({ ...chosen, variables: seen ? { ...chosen.variables, [fill.variable]: seen } : chosen.variables }, isComplete)
    setHint(isComplete ? '' : hints[fill.from])
  }

  return (
    <nav className="ready-made" aria-labelledby="ready-made-title">
      <h2 id="ready-made-title">Ready-made queries</h2>
      <ul>
        {readyMadeFor(role).map((query) => (
          <li key={query.title}>
            <button type="button" disabled={!isReady} onClick={() => choose(query)}>
              {query.title}
            </button>
          </li>
        ))}
      </ul>
      <p role="status" className="hint">
        {hint}
      </p>
      <p className="keys">
        <kbd>Ctrl</kbd>+<kbd>Enter</kbd> runs the query. To leave the editor by keyboard, press <kbd>Ctrl</kbd>+<kbd>M</kbd>, then <kbd>Tab</kbd>.
      </p>
    </nav>
  )
}

/** Puts a query into its own tab, or into the one that it was opened in before, and runs it when nothing is missing. */
function useOpenQuery(): (query: ReadyMade, isComplete: boolean) => void {
  const { addTab, changeTab, setOperationFacts, updateActiveTabValues, run } = useGraphiQLActions()
  const { tabs, activeTabIndex, queryEditor, variableEditor, responseEditor } = useGraphiQL(
    ({ tabs, activeTabIndex, queryEditor, variableEditor, responseEditor }) => ({ tabs, activeTabIndex, queryEditor, variableEditor, responseEditor })
  )
  return ({ query, variables }, isComplete) => {
    const documentAST = parse(query)
    const operations = documentAST.definitions.filter((definition): definition is OperationDefinitionNode => definition.kind === 'OperationDefinition')
    const operationName = operations[0]?.name?.value
    const standing = tabs.findIndex((tab) => tab.title === operationName)
    if (standing === -1) addTab()
    else if (standing !== activeTabIndex) changeTab(standing)
    queryEditor?.setValue(query)
    variableEditor?.setValue(variables ? JSON.stringify(variables, null, 2) : '')
    responseEditor?.setValue('')
    // GraphiQL reads the operation's name half a second after an edit; the run below cannot wait for it.
    setOperationFacts({ documentAST, operations, operationName })
    updateActiveTabValues({ query, operationName: operationName ?? null })
    if (isComplete) run()
  }
}
