using Keeptrusts.Policy.Diagnostics;
using Keeptrusts.Policy.Documents;

namespace Keeptrusts.Policy.Linting;

/// <summary>KT0004, KT0005: what a target needs depends on its provider.</summary>
internal sealed class TargetRule : DocumentRule
{
    private const string ChatClient = "chat-client";
    private static readonly string[] Remote = ["base_url", "secret_key_ref"];
    private static readonly string[] OfAzure = ["api_version", "deployments"];

    public override void Check(PolicyDocument document, DiagnosticBag diagnostics)
    {
        foreach (var target in document.Targets)
        {
            if (target.Provider == "azure-openai" && !target.Node.Has("base_url"))
            {
                diagnostics.Error(RuleCodes.MissingField, DocumentPath.Key(target.Path, "base_url"), target.IdSpan, $"`{target.Path}` needs `base_url`: each resource of Azure OpenAI has an address of its own", "add `base_url: https://RESOURCE.openai.azure.com`");
            }

            foreach (var field in OfAzure)
            {
                if (target.Provider is not ("azure-openai" or "") && target.Node.Find(field) is { } entry)
                {
                    diagnostics.Error(RuleCodes.WrongValue, DocumentPath.Key(target.Path, field), entry.KeySpan, $"only `azure-openai` has `{field}`, not `{target.Provider}`", "remove it");
                }
            }

            if (target.Provider == "openai-compatible" && !target.Node.Has("base_url"))
            {
                diagnostics.Error(RuleCodes.MissingField, DocumentPath.Key(target.Path, "base_url"), target.IdSpan, $"`{target.Path}` needs `base_url`: an openai-compatible server has no address of its own", "add `base_url: https://…/v1`");
            }

            if (target.Provider == ChatClient && !target.Node.Has("client"))
            {
                diagnostics.Error(RuleCodes.MissingField, DocumentPath.Key(target.Path, "client"), target.IdSpan, $"`{target.Path}` needs `client`: the name under which the host registers the chat client", "add `client: NAME`");
            }

            if (target.Provider is not (ChatClient or "") && target.Node.Find("client") is { } client)
            {
                diagnostics.Error(RuleCodes.WrongValue, DocumentPath.Key(target.Path, "client"), client.KeySpan, $"only `chat-client` has `client`, not `{target.Provider}`", "remove it");
            }

            foreach (var field in Remote)
            {
                if (target.Provider == ChatClient && target.Node.Find(field) is { } unused)
                {
                    diagnostics.Error(RuleCodes.WrongValue, DocumentPath.Key(target.Path, field), unused.KeySpan, $"the host's chat client knows its own address and key; `chat-client` takes no `{field}`", "remove it");
                }

                if (target.Provider == "echo" && target.Node.Find(field) is { } entry)
                {
                    diagnostics.Error(RuleCodes.WrongValue, DocumentPath.Key(target.Path, field), entry.KeySpan, $"`echo` answers by itself and takes no `{field}`", "remove it");
                }
            }

            if (target.Node.Find("secret_key_ref") is { Value: MapNode secret } reference && secret.Has("env") == secret.Has("store") && secret.Entries.All(e => e.Key is "env" or "store"))
            {
                diagnostics.Error(
                    RuleCodes.MissingField,
                    DocumentPath.Key(target.Path, "secret_key_ref"),
                    reference.KeySpan,
                    "`secret_key_ref` names exactly one of `env` and `store`",
                    "write `secret_key_ref: { env: NAME }`");
            }
        }
    }
}
