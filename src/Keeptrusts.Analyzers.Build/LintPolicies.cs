using System.Globalization;
using Keeptrusts.Analyzers.Build.Cache;
using Keeptrusts.Analyzers.Build.Documents;
using Keeptrusts.Policy;
using Keeptrusts.Policy.Reports;
using Microsoft.Build.Framework;

namespace Keeptrusts.Analyzers.Build;

/// <summary>The build's task: lints policy documents, and says again what the build before said where nothing changed.</summary>
public sealed class LintPolicies : ITask
{
    /// <inheritdoc/>
    public IBuildEngine BuildEngine { get; set; } = null!;

    /// <inheritdoc/>
    public ITaskHost? HostObject { get; set; }

    /// <summary>The project's additional files. Policy documents among them are known by their name, or by <c>KeeptrustsPolicy="true"</c>.</summary>
    public ITaskItem[] Files { get; set; } = [];

    /// <summary>Files of <c>NAME=value</c> lines whose names count as set.</summary>
    public ITaskItem[] EnvironmentFiles { get; set; } = [];

    /// <summary>The deployment environment to judge for; empty: every one.</summary>
    public string? DeploymentEnvironment { get; set; }

    /// <summary>Whether warnings are errors. False by default.</summary>
    public bool Strict { get; set; }

    /// <summary>The project's property of that name; so are the next three.</summary>
    public bool TreatWarningsAsErrors { get; set; }

    /// <summary>Ids of warnings that are errors.</summary>
    public string? WarningsAsErrors { get; set; }

    /// <summary>Ids of warnings that stay warnings.</summary>
    public string? WarningsNotAsErrors { get; set; }

    /// <summary>Ids of warnings that are not shown.</summary>
    public string? NoWarn { get; set; }

    /// <summary>Where a SARIF report goes; empty: none is written.</summary>
    public string? SarifFile { get; set; }

    /// <summary>The folder from which the report's addresses begin; empty: the project's.</summary>
    public string? SarifRoot { get; set; }

    /// <summary>The project's folder.</summary>
    [Required]
    public string ProjectDirectory { get; set; } = "";

    /// <summary>Where findings are kept for the next build.</summary>
    [Required]
    public string CacheFile { get; set; } = "";

    /// <inheritdoc/>
    public bool Execute()
    {
        var log = new BuildLog(BuildEngine, new WarningSettings(Strict || TreatWarningsAsErrors, WarningsAsErrors, WarningsNotAsErrors, NoWarn));
        try
        {
            Run(log);
        }
        catch (Exception e)
        {
            // Whatever it is, the build must not go on as if the documents were good. The stack is for whoever mends the linter.
            log.Trouble(null, $"policy lint could not run: {e.GetType().Name}: {e.Message}");
            log.Detail(e.ToString());
        }

        return !log.HasErrors;
    }

    private void Run(BuildLog log)
    {
        // 1. Which documents, and which variables are there?
        var documents = DocumentPaths.Of(Files, ProjectDirectory);
        var listed = ListedVariables(log);
#pragma warning disable RS0030 // A build has no other clock.
        var today = DateTime.UtcNow.Date;
#pragma warning restore RS0030

        // 2. Lint what changed.
        var cache = new LintCache(DocumentPaths.Full(CacheFile, ProjectDirectory), Conditions(today));
        var earlier = cache.Read();
        var lint = new DocumentLint(earlier, name => listed.Contains(name) || Environment.GetEnvironmentVariable(name) is not null, Blank(DeploymentEnvironment), today);
        var (records, linted) = (new List<LintRecord>(), 0);
        foreach (var document in documents)
        {
            try
            {
                var (record, isReplay) = lint.Run(document);
                records.Add(record);
                linted += isReplay ? 0 : 1;
                log.Detail($"{document}: {(isReplay ? "not changed; its findings are those of the lint before" : "linted")}");
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                log.Trouble(document, $"the policy document cannot be read: {e.Message}");
            }
        }

        // 3. Say what was found, whether just now or before.
        foreach (var record in records)
        {
            foreach (var finding in record.Findings)
            {
                log.Finding(record.Path, finding);
            }
        }

        // 4. Keep it for the next build, and for other tools.
        if ((linted > 0 || records.Count != earlier.Count) && !cache.Write(records))
        {
            log.Detail($"{CacheFile} cannot be written; the next build lints again");
        }

        WriteSarif(records, log);
    }

    private HashSet<string> ListedVariables(BuildLog log)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var file in EnvironmentFiles.Select(f => DocumentPaths.Full(f.ItemSpec, ProjectDirectory)))
        {
            try
            {
                names.UnionWith(EnvironmentFile.Names(File.ReadAllText(file)));
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                log.Trouble(file, $"the file of KeeptrustsPolicyEnvFile cannot be read: {e.Message}");
            }
        }

        return names;
    }

    private void WriteSarif(List<LintRecord> records, BuildLog log)
    {
        if (Blank(SarifFile) is not { } name)
        {
            return;
        }

        var file = DocumentPaths.Full(name, ProjectDirectory);
        var root = DocumentPaths.Full(Blank(SarifRoot) ?? ".", ProjectDirectory);
        var report = SarifReport.Write("Keeptrusts.Analyzers", [.. records.Select(r => new LintedDocument(DocumentPaths.From(root, r.Path), r.Findings))]);
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllText(file, report);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            log.Trouble(file, $"the report of KeeptrustsPolicySarif cannot be written: {e.Message}");
        }
    }

    private string Conditions(DateTime today) => string.Join(
        "\n",
        typeof(PolicyEngine).Assembly.ManifestModule.ModuleVersionId.ToString(),
        DeploymentEnvironment,
        today.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));

    private static string? Blank(string? text) => text is { Length: > 0 } ? text : null;
}
