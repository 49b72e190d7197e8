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

CREATE TABLE "configurations" (
    "Name" TEXT NOT NULL CONSTRAINT "PK_configurations" PRIMARY KEY,
    "CreatedAt" INTEGER NOT NULL
);

CREATE TABLE "events" (
    "Sequence" INTEGER NOT NULL CONSTRAINT "PK_events" PRIMARY KEY AUTOINCREMENT,
    "Id" TEXT NOT NULL,
    "RequestId" TEXT NOT NULL,
    "Timestamp" INTEGER NOT NULL,
    "TeamId" TEXT NULL,
    "KeyId" TEXT NULL,
    "KeyName" TEXT NULL,
    "Model" TEXT NULL,
    "Verdict" TEXT NOT NULL,
    "Fired" TEXT NOT NULL,
    "Json" TEXT NOT NULL
);

CREATE TABLE "gateways" (
    "Id" TEXT NOT NULL CONSTRAINT "PK_gateways" PRIMARY KEY,
    "Configuration" TEXT NOT NULL,
    "CreatedAt" INTEGER NOT NULL
);

CREATE TABLE "organisations" (
    "Id" TEXT NOT NULL CONSTRAINT "PK_organisations" PRIMARY KEY,
    "Name" TEXT NOT NULL,
    "CreatedAt" INTEGER NOT NULL
);

CREATE TABLE "shipping_positions" (
    "Gateway" TEXT NOT NULL CONSTRAINT "PK_shipping_positions" PRIMARY KEY,
    "Segment" INTEGER NOT NULL,
    "Offset" INTEGER NOT NULL
);

CREATE TABLE "teams" (
    "Id" TEXT NOT NULL CONSTRAINT "PK_teams" PRIMARY KEY,
    "Name" TEXT NOT NULL,
    "Configuration" TEXT NULL,
    "CreatedAt" INTEGER NOT NULL
);

CREATE TABLE "configuration_versions" (
    "Configuration" TEXT NOT NULL,
    "Revision" INTEGER NOT NULL,
    "Document" TEXT NOT NULL,
    "Sha256" TEXT NOT NULL,
    "Source" TEXT NOT NULL,
    "CreatedAt" INTEGER NOT NULL,
    CONSTRAINT "PK_configuration_versions" PRIMARY KEY ("Configuration", "Revision"),
    CONSTRAINT "FK_configuration_versions_configurations_Configuration" FOREIGN KEY ("Configuration") REFERENCES "configurations" ("Name") ON DELETE CASCADE
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
    "LastUsedAt" INTEGER NULL,
    "RevokedAt" INTEGER NULL,
    "RotatedFrom" TEXT NULL,
    "LineageId" TEXT NOT NULL,
    "Prefix" TEXT NOT NULL,
    "Hash" BLOB NOT NULL,
    CONSTRAINT "FK_tokens_teams_TeamId" FOREIGN KEY ("TeamId") REFERENCES "teams" ("Id")
);

CREATE INDEX "IX_admin_audit_ObjectId" ON "admin_audit" ("ObjectId");

CREATE UNIQUE INDEX "IX_events_Id" ON "events" ("Id");

CREATE INDEX "IX_events_RequestId" ON "events" ("RequestId");

CREATE INDEX "IX_events_Timestamp" ON "events" ("Timestamp");

CREATE UNIQUE INDEX "IX_tokens_Hash" ON "tokens" ("Hash");

CREATE UNIQUE INDEX "IX_tokens_TeamId_Type_Name" ON "tokens" ("TeamId", "Type", "Name") WHERE "RevokedAt" IS NULL;

INSERT INTO "__EFMigrationsHistory" ("MigrationId", "ProductVersion")
VALUES ('20261123145843_Initial', '10.0.12');

COMMIT;

