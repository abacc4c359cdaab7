import { GraphiQLProvider } from '@graphiql/react'
import { DOC_EXPLORER_PLUGIN, DocExplorerStore } from '@graphiql/plugin-doc-explorer'
import { GraphiQL, GraphiQLInterface } from 'graphiql'
import { useEffect, useMemo, useRef } from 'react'
import { fetcherOf } from './ask-graph.ts'
import { keepIds, noteSeen, type LastSeen } from './last-seen.ts'
import { createMemoryStorage } from './memory-storage.ts'
import { ReadyMadeList } from './ready-made-list.tsx'
import type { Session } from './sign-in.ts'

const plugins = [DOC_EXPLORER_PLUGIN]
const welcome = `# Choose a ready-made query,
# or write your own here.
# Ctrl+Space suggests fields.
# The book icon opens the guide to
# everything this role can ask.

query WhoAmI {
  viewer { role organisation service may }
}
`

/** Ids survive a change of role, so that the privacy officer can ask about the record that a practitioner has just read. */
let lastSeen: LastSeen = {}

/** One role's editor. It begins anew when the role changes: nobody is left looking at another role's answers. */
export function Editor({ session }: { session: Session }) {
  const storage = useRef(createMemoryStorage())
  const fetcher = useMemo(() => fetcherOf(session.ask, ({ data }) => (lastSeen = noteSeen(data, lastSeen))), [session.ask])
  useEffect(() => () => void (lastSeen = keepIds(lastSeen)), [])
  return (
    <GraphiQLProvider fetcher={fetcher} storage={storage.current} plugins={plugins} referencePlugin={DOC_EXPLORER_PLUGIN} defaultQuery={welcome}>
      <DocExplorerStore>
        <div className="work">
          <ReadyMadeList role={session.role} lastSeen={() => lastSeen} />
          <main id="editor" tabIndex={-1}>
            <GraphiQLInterface defaultEditorToolsVisibility="variables" isHeadersEditorEnabled={false} showPersistHeadersSettings={false} forcedTheme="light">
              <GraphiQL.Logo>{''}</GraphiQL.Logo>
            </GraphiQLInterface>
          </main>
        </div>
      </DocExplorerStore>
    </GraphiQLProvider>
  )
}
