using Keeptrusts.Host.Cli.Policies;
using Keeptrusts.Host.ControlPlane.Configurations;
using Keeptrusts.Policy;
using Keeptrusts.Policy.Diagnostics;

namespace Keeptrusts.Host.Cli.Doctor;

/// <summary>Does the policy file load, and are the secrets there that it names?</summary>
internal static class PolicyChecks
{
    public static async Task<IReadOnlyList<Finding>> RunAsync(Patient patient, CancellationToken cancellationToken)
    {
        var around = patient.Around;
        var named = around.Variable("KEEPTRUSTS_POLICY_CONFIG");
        var path = Path.GetFullPath(named ?? PolicyFile.DefaultName, around.WorkingDirectory);
        if (!File.Exists(path))
        {
            return named is null ? [] : [Finding.Fail("policy file", $"KEEPTRUSTS_POLICY_CONFIG names {named}, which is not there", $"correct it, or `{around.CommandName} init` writes one")];
        }

        string text;
        try
        {
            text = await File.ReadAllTextAsync(path, cancellationToken);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return [Finding.Fail("policy file", $"{path} cannot be read", "make it readable for whoever runs the gateway")];
        }

        var loaded = PolicyEngine.Load(text, new PolicyOptions { ReadFile = PolicyOptions.FilesOf(Path.GetDirectoryName(path)!) });
        var errors = loaded.Diagnostics.Where(d => d.Severity == DiagnosticSeverity.Error).ToList();
        if (errors.Count > 0)
        {
            return [Finding.Fail("policy file", DiagnosticText.Of(Path.GetRelativePath(around.WorkingDirectory, path), errors[0]) + (errors.Count > 1 ? $" (and {errors.Count - 1} more)" : ""), $"`{around.CommandName} policy lint --file {Path.GetRelativePath(around.WorkingDirectory, path)}` shows all")];
        }

        var unset = loaded.Plan!.EnvironmentVariables.Where(name => around.Variable(name) is null).ToList();
        var warnings = loaded.Diagnostics.Count(d => d.Severity == DiagnosticSeverity.Warning);
        return
        [
            Finding.Ok("policy file", $"{Path.GetRelativePath(around.WorkingDirectory, path)} lints without errors{(warnings > 0 ? $", with {warnings} warnings" : "")}"),
            .. unset.Select(name => Finding.Warn("provider key", $"{name}, which the policy file names, is not set in this shell", $"`export {name}=…` where the gateway is started")),
            .. loaded.Plan.EnvironmentVariables.Where(name => around.Variable(name)?.StartsWith("kt_", StringComparison.Ordinal) == true)
                .Select(name => Finding.Warn("provider key", $"{name} holds a key of Keeptrusts, and the policy file sends it to a provider", "set the provider's own key where the gateway is started, in another shell than the SDKs'")),
        ];
    }
}
