CREATE TABLE IF NOT EXISTS "__EFMigrationsHistory" (
    "MigrationId" TEXT NOT NULL CONSTRAINT "PK___EFMigrationsHistory" PRIMARY KEY,
    "ProductVersion" TEXT NOT NULL
);

BEGIN TRANSACTION;
CREATE TABLE "admin_audit" (
    "Sequence" INTEGER NOT NULL CONSTRAINT "PK_admin_audit" PRIMARY KEY AUTOINCREMENT,
    "At" INTEGER NOT NULL,
    "Actor" TEXT NOT NULL,
    "Action" TEXT NOT NULL,
    "ObjectId" TEXT NOT NULL,
    "Before" TEXT NULL,
    "After" TEXT NULL
);

CREATE TABLE "approvals" (
    "Id" TEXT NOT NULL CONSTRAINT "PK_approvals" PRIMARY KEY,
    "TeamId" TEXT NOT NULL,
    "RequestedBy" TEXT NOT NULL,
    "Request" TEXT NOT NULL,
    "Reasons" TEXT NOT NULL,
    "Status" TEXT NOT NULL,
    "CreatedAt" INTEGER NOT NULL,
    "ExpiresAt" INTEGER NOT NULL,
    "DecidedBy" TEXT NULL,
    "DecidedAt" INTEGER NULL,
    "Note" TEXT NULL,
    "TokenId" TEXT NULL
);

CREATE TABLE "budget_leases" (
    "Epoch" TEXT NOT NULL,
    "Scope" TEXT NOT NULL,
    "MemberId" TEXT NOT NULL,
    "Window" TEXT NOT NULL,
    "From" INTEGER NOT NULL,
    "CapNano" INTEGER NOT NULL,
    "GrantedNano" INTEGER NOT NULL,
    "SettledNano" INTEGER NOT NULL,
    "ReturnedNano" INTEGER NOT NULL,
    "ReservedNano" INTEGER NOT NULL,
    "OverrunNano" INTEGER NOT NULL,
    "BookedNano" INTEGER NOT NULL,
    "Sequence" INTEGER NOT NULL,
    "Recall" INTEGER NOT NULL,
    CONSTRAINT "PK_budget_leases" PRIMARY KEY ("Epoch", "Scope", "MemberId", "Window", "From", "CapNano")
);

CREATE TABLE "budgets" (
    "Scope" TEXT NOT NULL,
    "MemberId" TEXT NOT NULL,
    "Window" TEXT NOT NULL,
    "SoftCapNano" INTEGER NULL,
    "HardCapNano" INTEGER NULL,
    "UpdatedAt" INTEGER NOT NULL,
    CONSTRAINT "PK_budgets" PRIMARY KEY ("Scope", "MemberId", "Window")
);

CREATE TABLE "changes" (
    "Sequence" INTEGER NOT NULL CONSTRAINT "PK_changes" PRIMARY KEY AUTOINCREMENT,
    "Topic" TEXT NOT NULL,
    "ObjectId" TEXT NOT NULL,
    "At" INTEGER NOT NULL
);

CREATE TABLE "checkpoints" (
    "Sequence" INTEGER NOT NULL CONSTRAINT "PK_checkpoints" PRIMARY KEY AUTOINCREMENT,
    "Gateway" TEXT NOT NULL,
    "Chain" TEXT NOT NULL,
    "Position" INTEGER NOT NULL,
    "EventId" TEXT NOT NULL,
    "Hash" TEXT NOT NULL,
    "At" INTEGER NOT NULL,
    "IsBoundary" INTEGER NOT NULL,
    "KeyId" TEXT NOT NULL,
    "Signature" TEXT NOT NULL
);

CREATE TABLE "configuration_deployments" (
    "Sequence" INTEGER NOT NULL CONSTRAINT "PK_configuration_deployments" PRIMARY KEY AUTOINCREMENT,
    "Configuration" TEXT NOT NULL,
    "Revision" INTEGER NOT NULL,
    "Actor" TEXT NOT NULL,
    "At" INTEGER NOT NULL,
    "LintedBefore" INTEGER NOT NULL
);

CREATE TABLE "configurations" (
    "Name" TEXT NOT NULL CONSTRAINT "PK_configurations" PRIMARY KEY,
    "Deployed" INTEGER NULL,
    "CreatedAt" INTEGER NOT NULL
);

CREATE TABLE "counter_shares" (
    "Key" TEXT NOT NULL,
    "NodeId" TEXT NOT NULL,
    "Epoch" INTEGER NOT NULL,
    "Held" INTEGER NOT NULL,
    "EndsAt" INTEGER NULL,
    CONSTRAINT "PK_counter_shares" PRIMARY KEY ("Key", "NodeId", "Epoch")
);

CREATE TABLE "escalations" (
    "Id" TEXT NOT NULL CONSTRAINT "PK_escalations" PRIMARY KEY,
    "Subject" TEXT NOT NULL,
    "Fingerprint" TEXT NULL,
    "TeamId" TEXT NOT NULL,
    "KeyId" TEXT NOT NULL,
    "KeyName" TEXT NOT NULL,
    "LineageId" TEXT NOT NULL,
    "Owner" TEXT NULL,
    "Gateway" TEXT NOT NULL,
    "RequestId" TEXT NOT NULL,
    "Policy" TEXT NOT NULL,
    "Kind" TEXT NOT NULL,
    "Phase" TEXT NOT NULL,
    "ReasonCode" TEXT NOT NULL,
    "Findings" TEXT NOT NULL,
    "Others" TEXT NULL,
    "AnswerType" TEXT NULL,
    "ConfigVersion" TEXT NOT NULL,
    "Model" TEXT NULL,
    "Assignees" TEXT NOT NULL,
    "Status" TEXT NOT NULL,
    "CreatedAt" INTEGER NOT NULL,
    "ExpiresAt" INTEGER NOT NULL,
    "ApprovalLasts" INTEGER NOT NULL,
    "ClaimedBy" TEXT NULL,
    "ClaimedAt" INTEGER NULL,
    "ResolvedBy" TEXT NULL,
    "ResolvedAt" INTEGER NULL,
    "Note" TEXT NULL,
    "ReleasedAt" INTEGER NULL
);

CREATE TABLE "events" (
    "Sequence" INTEGER NOT NULL CONSTRAINT "PK_events" PRIMARY KEY AUTOINCREMENT,
    "Id" TEXT NULL,
    "RequestId" TEXT NOT NULL,
    "EventType" TEXT NOT NULL,
    "Timestamp" INTEGER NOT NULL,
    "Gateway" TEXT NOT NULL,
    "Chain" TEXT NOT NULL,
    "Position" INTEGER NOT NULL,
    "ExpiresAt" INTEGER NULL,
    "TeamId" TEXT NULL,
    "KeyId" TEXT NULL,
    "KeyName" TEXT NULL,
    "UserId" TEXT NULL,
    "Model" TEXT NULL,
    "Provider" TEXT NULL,
    "Verdict" TEXT NOT NULL,
    "ReasonCode" TEXT NOT NULL,
    "Outcome" TEXT NOT NULL,
    "Status" INTEGER NOT NULL,
    "CostNano" INTEGER NOT NULL,
    "Fired" TEXT NOT NULL,
    "Json" TEXT NOT NULL
);

CREATE TABLE "gateways" (
    "Id" TEXT NOT NULL CONSTRAINT "PK_gateways" PRIMARY KEY,
    "Configuration" TEXT NOT NULL,
    "AllowedTemplates" TEXT NULL,
    "Environment" TEXT NULL,
    "CreatedAt" INTEGER NOT NULL
);

CREATE TABLE "held_contents" (
    "EscalationId" TEXT NOT NULL,
    "Part" TEXT NOT NULL,
    "Ciphertext" BLOB NOT NULL,
    "CreatedAt" INTEGER NOT NULL,
    CONSTRAINT "PK_held_contents" PRIMARY KEY ("EscalationId", "Part")
);

CREATE TABLE "idempotency" (
    "Key" TEXT NOT NULL CONSTRAINT "PK_idempotency" PRIMARY KEY,
    "Request" TEXT NOT NULL,
    "ObjectId" TEXT NULL,
    "At" INTEGER NOT NULL
);

CREATE TABLE "lease_epochs" (
    "Epoch" TEXT NOT NULL CONSTRAINT "PK_lease_epochs" PRIMARY KEY,
    "Node" TEXT NOT NULL,
    "ExpiresAt" INTEGER NOT NULL,
    "LongestCallSeconds" INTEGER NOT NULL,
    "FencedAt" INTEGER NULL,
    "BookedAt" INTEGER NULL,
    "ClosedAt" INTEGER NULL
);

CREATE TABLE "ledger_accounts" (
    "Scope" TEXT NOT NULL,
    "MemberId" TEXT NOT NULL,
    "Window" TEXT NOT NULL,
    "From" INTEGER NOT NULL,
    "SettledNano" INTEGER NOT NULL,
    "OutstandingNano" INTEGER NOT NULL,
    "OverrunNano" INTEGER NOT NULL,
    "ClearedNano" INTEGER NOT NULL,
    "Recall" INTEGER NOT NULL,
    "RecallBy" TEXT NULL,
    CONSTRAINT "PK_ledger_accounts" PRIMARY KEY ("Scope", "MemberId", "Window", "From")
);

CREATE TABLE "node_sessions" (
    "NodeId" TEXT NOT NULL,
    "Epoch" INTEGER NOT NULL,
    "Gateway" TEXT NOT NULL,
    "StartedAt" INTEGER NOT NULL,
    "LastSeenAt" INTEGER NOT NULL,
    "HeardAt" INTEGER NOT NULL,
    "StandingMillionths" INTEGER NOT NULL,
    "Exchange" INTEGER NOT NULL,
    "EndedAt" INTEGER NULL,
    "Address" TEXT NULL,
    "Version" TEXT NULL,
    "Targets" TEXT NULL,
    CONSTRAINT "PK_node_sessions" PRIMARY KEY ("NodeId", "Epoch")
);

CREATE TABLE "organisations" (
    "Id" TEXT NOT NULL CONSTRAINT "PK_organisations" PRIMARY KEY,
    "Name" TEXT NOT NULL,
    "CreatedAt" INTEGER NOT NULL
);

CREATE TABLE "prices" (
    "Provider" TEXT NOT NULL,
    "Model" TEXT NOT NULL,
    "Json" TEXT NOT NULL,
    "UpdatedAt" INTEGER NOT NULL,
    CONSTRAINT "PK_prices" PRIMARY KEY ("Provider", "Model")
);

CREATE TABLE "protection_keys" (
    "Id" TEXT NOT NULL CONSTRAINT "PK_protection_keys" PRIMARY KEY,
    "Xml" TEXT NOT NULL
);

CREATE TABLE "secrets" (
    "Name" TEXT NOT NULL CONSTRAINT "PK_secrets" PRIMARY KEY,
    "Ciphertext" BLOB NOT NULL,
    "AllowedHosts" TEXT NOT NULL,
    "CreatedAt" INTEGER NOT NULL,
    "UpdatedAt" INTEGER NOT NULL
);

CREATE TABLE "shipping_positions" (
    "Journal" TEXT NOT NULL CONSTRAINT "PK_shipping_positions" PRIMARY KEY,
    "Segment" INTEGER NOT NULL,
    "Offset" INTEGER NOT NULL
);

CREATE TABLE "sign_in_links" (
    "Hash" TEXT NOT NULL CONSTRAINT "PK_sign_in_links" PRIMARY KEY,
    "UserId" TEXT NULL,
    "CreatedAt" INTEGER NOT NULL,
    "ExpiresAt" INTEGER NOT NULL,
    "UsedAt" INTEGER NULL
);

CREATE TABLE "teams" (
    "Id" TEXT NOT NULL CONSTRAINT "PK_teams" PRIMARY KEY,
    "Name" TEXT NOT NULL,
    "Configuration" TEXT NULL,
    "AllowedTemplates" TEXT NULL,
    "CreatedAt" INTEGER NOT NULL
);

CREATE TABLE "templates" (
    "Name" TEXT NOT NULL CONSTRAINT "PK_templates" PRIMARY KEY,
    "Document" TEXT NOT NULL,
    "Author" TEXT NOT NULL,
    "UpdatedAt" INTEGER NOT NULL
);

CREATE TABLE "trace_openings" (
    "EventId" TEXT NOT NULL CONSTRAINT "PK_trace_openings" PRIMARY KEY,
    "TeamId" TEXT NULL,
    "CalledAt" INTEGER NOT NULL,
    "OpenedAt" INTEGER NOT NULL
);

CREATE TABLE "usage_days" (
    "Day" INTEGER NOT NULL,
    "TeamId" TEXT NOT NULL,
    "KeyId" TEXT NOT NULL,
    "UserId" TEXT NOT NULL,
    "Model" TEXT NOT NULL,
    "Provider" TEXT NOT NULL,
    "Calls" INTEGER NOT NULL,
    "Blocked" INTEGER NOT NULL,
    "Redacted" INTEGER NOT NULL,
    "Warned" INTEGER NOT NULL,
    "Escalated" INTEGER NOT NULL,
    "Errors" INTEGER NOT NULL,
    "PromptTokens" INTEGER NOT NULL,
    "CompletionTokens" INTEGER NOT NULL,
    "CachedTokens" INTEGER NOT NULL,
    "ReasoningTokens" INTEGER NOT NULL,
    "CostNano" INTEGER NOT NULL,
    "GatewayMicros" INTEGER NOT NULL,
    "UpstreamMicros" INTEGER NOT NULL,
    CONSTRAINT "PK_usage_days" PRIMARY KEY ("Day", "TeamId", "KeyId", "UserId", "Model", "Provider")
);

CREATE TABLE "usage_team_days" (
    "Day" INTEGER NOT NULL,
    "TeamId" TEXT NOT NULL,
    "Model" TEXT NOT NULL,
    "Provider" TEXT NOT NULL,
    "Calls" INTEGER NOT NULL,
    "Blocked" INTEGER NOT NULL,
    "Redacted" INTEGER NOT NULL,
    "Warned" INTEGER NOT NULL,
    "Escalated" INTEGER NOT NULL,
    "Errors" INTEGER NOT NULL,
    "PromptTokens" INTEGER NOT NULL,
    "CompletionTokens" INTEGER NOT NULL,
    "CachedTokens" INTEGER NOT NULL,
    "ReasoningTokens" INTEGER NOT NULL,
    "CostNano" INTEGER NOT NULL,
    "GatewayMicros" INTEGER NOT NULL,
    "UpstreamMicros" INTEGER NOT NULL,
    CONSTRAINT "PK_usage_team_days" PRIMARY KEY ("Day", "TeamId", "Model", "Provider")
);

CREATE TABLE "users" (
    "Id" TEXT NOT NULL CONSTRAINT "PK_users" PRIMARY KEY,
    "Name" TEXT NOT NULL,
    "Email" TEXT NULL,
    "IsAdmin" INTEGER NOT NULL,
    "CreatedAt" INTEGER NOT NULL,
    "DeactivatedAt" INTEGER NULL,
    "SessionStamp" TEXT NOT NULL
);

CREATE TABLE "webhook_deliveries" (
    "Id" TEXT NOT NULL CONSTRAINT "PK_webhook_deliveries" PRIMARY KEY,
    "WebhookId" TEXT NOT NULL,
    "Event" TEXT NOT NULL,
    "Body" TEXT NOT NULL,
    "Attempts" INTEGER NOT NULL,
    "NextAt" INTEGER NULL,
    "DeliveredAt" INTEGER NULL,
    "Problem" TEXT NULL,
    "CreatedAt" INTEGER NOT NULL
);

CREATE TABLE "webhooks" (
    "Id" TEXT NOT NULL CONSTRAINT "PK_webhooks" PRIMARY KEY,
    "Url" TEXT NOT NULL,
    "Events" TEXT NOT NULL,
    "Ciphertext" BLOB NOT NULL,
    "TeamId" TEXT NULL,
    "Enabled" INTEGER NOT NULL,
    "CreatedAt" INTEGER NOT NULL
);

CREATE TABLE "configuration_versions" (
    "Configuration" TEXT NOT NULL,
    "Revision" INTEGER NOT NULL,
    "Document" TEXT NOT NULL,
    "Sha256" TEXT NOT NULL,
    "Source" TEXT NOT NULL,
    "Template" TEXT NULL,
    "Author" TEXT NULL,
    "Note" TEXT NULL,
    "CreatedAt" INTEGER NOT NULL,
    CONSTRAINT "PK_configuration_versions" PRIMARY KEY ("Configuration", "Revision"),
    CONSTRAINT "FK_configuration_versions_configurations_Configuration" FOREIGN KEY ("Configuration") REFERENCES "configurations" ("Name") ON DELETE CASCADE
);

CREATE TABLE "documents" (
    "Id" TEXT NOT NULL CONSTRAINT "PK_documents" PRIMARY KEY,
    "TeamId" TEXT NOT NULL,
    "Name" TEXT NOT NULL,
    "Format" TEXT NOT NULL,
    "Size" INTEGER NOT NULL,
    "Characters" INTEGER NOT NULL,
    "Passages" INTEGER NOT NULL,
    "Sha256" TEXT NOT NULL,
    "UploadedBy" TEXT NOT NULL,
    "CreatedAt" INTEGER NOT NULL,
    CONSTRAINT "FK_documents_teams_TeamId" FOREIGN KEY ("TeamId") REFERENCES "teams" ("Id") ON DELETE CASCADE
);

CREATE TABLE "tokens" (
    "Id" TEXT NOT NULL CONSTRAINT "PK_tokens" PRIMARY KEY,
    "Name" TEXT NOT NULL,
    "Type" TEXT NOT NULL,
    "TeamId" TEXT NULL,
    "Owner" TEXT NULL,
    "Template" TEXT NULL,
    "Configuration" TEXT NULL,
    "AllowedModels" TEXT NOT NULL,
    "Roles" TEXT NOT NULL,
    "BudgetUsd" TEXT NULL,
    "OnBehalfOf" INTEGER NOT NULL,
    "CreatedAt" INTEGER NOT NULL,
    "ExpiresAt" INTEGER NULL,
    "FirstUsedAt" INTEGER NULL,
    "LastUsedAt" INTEGER NULL,
    "RevokedAt" INTEGER NULL,
    "RotatedFrom" TEXT NULL,
    "LineageId" TEXT NOT NULL,
    "Prefix" TEXT NOT NULL,
    "Hash" BLOB NOT NULL,
    CONSTRAINT "FK_tokens_teams_TeamId" FOREIGN KEY ("TeamId") REFERENCES "teams" ("Id")
);

CREATE TABLE "conversations" (
    "Id" TEXT NOT NULL CONSTRAINT "PK_conversations" PRIMARY KEY,
    "UserId" TEXT NOT NULL,
    "TeamId" TEXT NOT NULL,
    "Title" BLOB NOT NULL,
    "CreatedAt" INTEGER NOT NULL,
    "UpdatedAt" INTEGER NOT NULL,
    CONSTRAINT "FK_conversations_users_UserId" FOREIGN KEY ("UserId") REFERENCES "users" ("Id") ON DELETE CASCADE
);

CREATE TABLE "credentials" (
    "UserId" TEXT NOT NULL CONSTRAINT "PK_credentials" PRIMARY KEY,
    "PasswordHash" TEXT NULL,
    "Subject" TEXT NULL,
    "ChangedAt" INTEGER NOT NULL,
    CONSTRAINT "FK_credentials_users_UserId" FOREIGN KEY ("UserId") REFERENCES "users" ("Id") ON DELETE CASCADE
);

CREATE TABLE "members" (
    "TeamId" TEXT NOT NULL,
    "UserId" TEXT NOT NULL,
    "Role" TEXT NOT NULL,
    "CreatedAt" INTEGER NOT NULL,
    CONSTRAINT "PK_members" PRIMARY KEY ("TeamId", "UserId"),
    CONSTRAINT "FK_members_teams_TeamId" FOREIGN KEY ("TeamId") REFERENCES "teams" ("Id") ON DELETE CASCADE,
    CONSTRAINT "FK_members_users_UserId" FOREIGN KEY ("UserId") REFERENCES "users" ("Id") ON DELETE CASCADE
);

CREATE TABLE "passages" (
    "Sequence" INTEGER NOT NULL CONSTRAINT "PK_passages" PRIMARY KEY AUTOINCREMENT,
    "DocumentId" TEXT NOT NULL,
    "TeamId" TEXT NOT NULL,
    "Number" INTEGER NOT NULL,
    "Place" TEXT NULL,
    "Text" TEXT NOT NULL,
    CONSTRAINT "FK_passages_documents_DocumentId" FOREIGN KEY ("DocumentId") REFERENCES "documents" ("Id") ON DELETE CASCADE
);

CREATE TABLE "conversation_turns" (
    "ConversationId" TEXT NOT NULL,
    "Number" INTEGER NOT NULL,
    "Ciphertext" BLOB NOT NULL,
    "CreatedAt" INTEGER NOT NULL,
    CONSTRAINT "PK_conversation_turns" PRIMARY KEY ("ConversationId", "Number"),
    CONSTRAINT "FK_conversation_turns_conversations_ConversationId" FOREIGN KEY ("ConversationId") REFERENCES "conversations" ("Id") ON DELETE CASCADE
);

CREATE INDEX "IX_admin_audit_Action_Sequence" ON "admin_audit" ("Action", "Sequence");

CREATE INDEX "IX_admin_audit_Actor_Sequence" ON "admin_audit" ("Actor", "Sequence");

CREATE INDEX "IX_admin_audit_ObjectId" ON "admin_audit" ("ObjectId");

CREATE INDEX "IX_approvals_TeamId_Status" ON "approvals" ("TeamId", "Status");

CREATE INDEX "IX_budget_leases_Scope_MemberId_Window_From" ON "budget_leases" ("Scope", "MemberId", "Window", "From");

CREATE INDEX "IX_checkpoints_Chain_Position" ON "checkpoints" ("Chain", "Position");

CREATE INDEX "IX_configuration_deployments_Configuration" ON "configuration_deployments" ("Configuration");

CREATE INDEX "IX_conversations_UserId_UpdatedAt" ON "conversations" ("UserId", "UpdatedAt");

CREATE INDEX "IX_counter_shares_EndsAt" ON "counter_shares" ("EndsAt");

CREATE UNIQUE INDEX "IX_credentials_Subject" ON "credentials" ("Subject");

CREATE UNIQUE INDEX "IX_documents_TeamId_Sha256" ON "documents" ("TeamId", "Sha256");

CREATE UNIQUE INDEX "IX_escalations_Fingerprint" ON "escalations" ("Fingerprint");

CREATE INDEX "IX_escalations_Status_CreatedAt" ON "escalations" ("Status", "CreatedAt");

CREATE INDEX "IX_escalations_Subject" ON "escalations" ("Subject");

CREATE INDEX "IX_escalations_TeamId" ON "escalations" ("TeamId");

CREATE INDEX "IX_events_Chain_Position" ON "events" ("Chain", "Position");

CREATE INDEX "IX_events_Chain_Sequence" ON "events" ("Chain", "Sequence");

CREATE INDEX "IX_events_Fired_Sequence" ON "events" ("Fired", "Sequence");

CREATE INDEX "IX_events_Gateway_Sequence" ON "events" ("Gateway", "Sequence");

CREATE UNIQUE INDEX "IX_events_Id" ON "events" ("Id");

CREATE INDEX "IX_events_KeyId_Sequence" ON "events" ("KeyId", "Sequence");

CREATE INDEX "IX_events_KeyName_Sequence" ON "events" ("KeyName", "Sequence");

CREATE INDEX "IX_events_Model_Sequence" ON "events" ("Model", "Sequence");

CREATE INDEX "IX_events_Outcome_Sequence" ON "events" ("Outcome", "Sequence");

CREATE INDEX "IX_events_Provider_Sequence" ON "events" ("Provider", "Sequence");

CREATE INDEX "IX_events_ReasonCode_Sequence" ON "events" ("ReasonCode", "Sequence");

CREATE INDEX "IX_events_RequestId" ON "events" ("RequestId");

CREATE INDEX "IX_events_TeamId_Sequence" ON "events" ("TeamId", "Sequence");

CREATE INDEX "IX_events_Timestamp_Sequence" ON "events" ("Timestamp", "Sequence");

CREATE INDEX "IX_events_UserId_Sequence" ON "events" ("UserId", "Sequence");

CREATE INDEX "IX_events_Verdict_Sequence" ON "events" ("Verdict", "Sequence");

CREATE INDEX "IX_members_UserId" ON "members" ("UserId");

CREATE INDEX "IX_node_sessions_EndedAt" ON "node_sessions" ("EndedAt");

CREATE UNIQUE INDEX "IX_passages_DocumentId_Number" ON "passages" ("DocumentId", "Number");

CREATE INDEX "IX_passages_TeamId" ON "passages" ("TeamId");

CREATE INDEX "IX_sign_in_links_ExpiresAt" ON "sign_in_links" ("ExpiresAt");

CREATE UNIQUE INDEX "IX_tokens_Hash" ON "tokens" ("Hash");

CREATE UNIQUE INDEX "IX_tokens_TeamId_Type_Name" ON "tokens" ("TeamId", "Type", "Name") WHERE "RevokedAt" IS NULL;

CREATE INDEX "IX_trace_openings_CalledAt" ON "trace_openings" ("CalledAt");

CREATE INDEX "IX_webhook_deliveries_NextAt" ON "webhook_deliveries" ("NextAt");

CREATE INDEX "IX_webhook_deliveries_WebhookId" ON "webhook_deliveries" ("WebhookId");

INSERT INTO "__EFMigrationsHistory" ("MigrationId", "ProductVersion")
VALUES ('20261126000000_Initial', '10.0.12');

COMMIT;

