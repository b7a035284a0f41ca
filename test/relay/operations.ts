// Which operations of the official contract change something at Botpress. Each was judged by its
// description (@botpress/api 1.70.2), whatever its method, and regardless of what `--read-only` allows. A
// new operation has to be judged, too. On 26 November 2026 somebody who had seen neither this list nor that
// of `--read-only` judged all operations again. Only the judgement of runVrl differed, and was taken over
// here.

const words = (text: string): readonly string[] => text.trim().split(/\s+/);

/** They return, search, check or compute; nothing at Botpress differs afterwards. */
export const readingOperations = words(`
  getAccount listPersonalAccessTokens getAccountPreference listPublicIntegrations
  getPublicIntegrationById getPublicIntegration listPublicPlugins getPublicPluginById
  getDereferencedPublicPluginById getPublicPlugin getPublicPluginCode listPublicInterfaces
  getPublicInterfaceById getPublicInterface listBots getBot getBotLogs getBotWebchat getBotAnalytics
  listActionRuns getBotIssue listBotIssues listBotIssueEvents listBotVersions getBotVersion getBotJson
  getIntegrationShareableId listBotApiKeys getBotAllowlist listWorkspaceInvoices getUpcomingInvoice
  getPublicWorkspace getWorkspace listWorkspaceUsages breakDownWorkspaceUsageByBot
  getAllWorkspaceQuotaCompletion getWorkspaceQuota listWorkspaceQuotas checkHandleAvailability listWorkspaces
  listPublicWorkspaces getAuditRecords getWorkspacePreference listWorkspaceMembers getWorkspaceMember
  listIntegrationApiKeys validateIntegrationCreation validateIntegrationUpdate listIntegrations
  getIntegration getIntegrationLogs getIntegrationByName getInterface getInterfaceByName listInterfaces
  getPlugin getDereferencedPlugin getPluginByName listPlugins getPluginCode getUsage getMultipleUsages
  listUsageHistory listUsageActivity listUsageActivityDaily listActivities introspect getConversation
  listConversations listParticipants getParticipant getEvent listEvents getMessage listMessages getUser
  listUsers getState getTask listTasks getWorkflow listWorkflows listTagValues listFiles getFile searchFiles
  listFilePassages listFileTags listFileTagValues listKnowledgeBases listTables getTable getTableJobs
  getTableRow findTableRows getBillingReadonly getPlan listPlans getAddon listAddons listInvoices
  getPaymentMethod
`);

/** They create, change, send, run, pay or delete. */
export const changingOperations = words(`
  updateAccount deleteAccount createPersonalAccessToken deletePersonalAccessToken setAccountPreference
  createBot updateBot transferBot deleteBot deleteBotIssue publishFromBotJson createBotVersion
  deployBotVersion createIntegrationShareableId deleteIntegrationShareableId unlinkSandboxedConversations
  createBotApiKey deleteBotApiKey updateBotAllowlist chargeWorkspaceUnpaidInvoices createWorkspace
  updateWorkspace deleteWorkspace setWorkspacePreference deleteWorkspaceMember createWorkspaceMember
  updateWorkspaceMember createIntegrationApiKey deleteIntegrationApiKey createIntegration updateIntegration
  deleteIntegration requestIntegrationVerification createInterface updateInterface deleteInterface
  createPlugin updatePlugin deletePlugin changeAISpendQuota createConversation getOrCreateConversation
  updateConversation deleteConversation addParticipant removeParticipant createEvent cancelScheduledEvent
  createMessage getOrCreateMessage updateMessage deleteMessage initializeIncomingMessage importMessages
  createUser getOrCreateUser updateUser deleteUser setStateExpiry setState getOrSetState patchState
  callAction configureIntegration createTask updateTask deleteTask createWorkflow updateWorkflow
  deleteWorkflow getOrCreateWorkflow trackAnalytics upsertFile deleteFile updateFileMetadata copyFile
  setFilePassages createKnowledgeBase deleteKnowledgeBase updateKnowledgeBase getOrCreateTable createTable
  duplicateTable exportTable importTable updateTable renameTableColumn deleteTable createTableRows
  deleteTableRows updateTableRows upsertTableRows payInvoice setPaymentMethod createPaymentMethodIntent runVrl
`);

/** Operations that `--read-only` treats otherwise than the lists above, and why that is right. */
export const disagreements: Readonly<Record<string, string>> = {
  exportTable:
    'A GET, which passes by its method; it starts a job that writes a copy of a table into a file.',
  checkHandleAvailability:
    'It only looks, but by PUT: no PUT passes, so that none can be taken for another.',
  validateIntegrationUpdate: 'It only checks, but by PUT on an integration: the same.',
};
