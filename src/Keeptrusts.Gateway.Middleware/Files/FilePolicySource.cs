using Keeptrusts.Gateway.Middleware.Configuration;
using Keeptrusts.Gateway.Middleware.Ports;
using Keeptrusts.Policy;
using Keeptrusts.Policy.Diagnostics;
using Microsoft.Extensions.Options;

namespace Keeptrusts.Gateway.Middleware.Files;

/// <summary>One policy document on disk governs every key. The first load fails loudly; a change that does not load keeps what was in force.</summary>
internal sealed class FilePolicySource : IPolicySource, IWatchedFile
{
    private readonly PolicyOptions _options;
    private readonly IConfigurationHealth _health;
    private volatile PolicyConfiguration _current;
    private string _seen;
    private string? _rejected;
    private bool _gone;

    /// <exception cref="InvalidOperationException">The file is missing or does not load.</exception>
    public FilePolicySource(IOptions<GatewayOptions> options, IConfigurationHealth health)
    {
        Path = System.IO.Path.GetFullPath(options.Value.PolicyConfig
            ?? throw new InvalidOperationException("Nothing says which policies govern: set `PolicyConfig` in `AddKeeptrustsGateway`, or register an `IPolicySource`."));
        _options = options.Value.PolicyOptions with { ReadFile = options.Value.PolicyOptions.ReadFile ?? PolicyOptions.FilesOf(System.IO.Path.GetDirectoryName(Path)!) };
        _health = health;
        _seen = File.Exists(Path) ? File.ReadAllText(Path) : throw new InvalidOperationException($"The policy file `{Path}` does not exist.");
        var loaded = PolicyEngine.Load(_seen, _options);
        _current = loaded.Plan is { } plan
            ? new(plan.Name, 1, plan)
            : throw new InvalidOperationException($"The policy file `{Path}` does not load:{Environment.NewLine}{string.Join(Environment.NewLine, Errors(loaded).Select(Said))}");
    }

    public string Path { get; }

    public PolicyConfiguration? Resolve(KeyRecord key) => _current;

    public async Task ChangedAsync(string text)
    {
        if (text == _seen)
        {
            await BackAsync().ConfigureAwait(false);
            return;
        }

        (_seen, _gone, _rejected) = (text, false, null);
        var loaded = PolicyEngine.Load(text, _options);
        if (loaded.Plan is { } plan)
        {
            _health.Accepted(_current.Name);
            _current = new(plan.Name, _current.Revision + 1, plan);
            return;
        }

        await RejectAsync(_rejected = Errors(loaded).First().Code).ConfigureAwait(false);
    }

    public Task GoneAsync()
    {
        _gone = true;
        return RejectAsync(ConfigurationRejection.Unreadable);
    }

    // The file is there again, with the text that it had.
    private Task BackAsync()
    {
        if (!_gone)
        {
            return Task.CompletedTask;
        }

        _gone = false;
        if (_rejected is not null)
        {
            return RejectAsync(_rejected);
        }

        _health.Accepted(_current.Name);
        return Task.CompletedTask;
    }

    private Task RejectAsync(string code) => _health.RejectedAsync(_current.Name, _current.Label, code);

    private static IEnumerable<Diagnostic> Errors(PolicyLoadResult loaded) => loaded.Diagnostics.Where(problem => problem.Severity == DiagnosticSeverity.Error);

    private static string Said(Diagnostic problem) => $"({problem.Span.Line},{problem.Span.Column}): {problem.Code}: {problem.Message}";
}
