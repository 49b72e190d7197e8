using System.Collections;
using System.Globalization;
using Microsoft.Build.Framework;

namespace Keeptrusts.Analyzers.Tests.Build;

/// <summary>A build that keeps what a task says.</summary>
internal sealed class CollectingBuildEngine : IBuildEngine
{
    /// <summary><c>error KT0004 policy-config.yaml 4:3</c>, in the order of their being said.</summary>
    public List<string> Findings { get; } = [];

    public List<string?> Texts { get; } = [];

    public List<string?> Details { get; } = [];

    public List<string?> Helps { get; } = [];

    public bool ContinueOnError => false;

    public int LineNumberOfTaskNode => 0;

    public int ColumnNumberOfTaskNode => 0;

    public string ProjectFileOfTaskNode => "test.proj";

    public void LogErrorEvent(BuildErrorEventArgs e)
    {
        Add("error", e.Code, e.File, e.LineNumber, e.ColumnNumber, e.Message);
        Helps.Add(e.HelpLink);
    }

    public void LogWarningEvent(BuildWarningEventArgs e) => Add("warning", e.Code, e.File, e.LineNumber, e.ColumnNumber, e.Message);

    public void LogMessageEvent(BuildMessageEventArgs e)
    {
        if (e.Code is null)
        {
            Details.Add(e.Message);
        }
        else
        {
            Add($"message({e.Importance})", e.Code, e.File, e.LineNumber, e.ColumnNumber, e.Message);
        }
    }

    public void LogCustomEvent(CustomBuildEventArgs e) => throw new NotSupportedException();

    public bool BuildProjectFile(string projectFileName, string[] targetNames, IDictionary globalProperties, IDictionary targetOutputs) => throw new NotSupportedException();

    private void Add(string severity, string? code, string? file, int line, int column, string? text)
    {
        Findings.Add(string.Create(CultureInfo.InvariantCulture, $"{severity} {code} {Path.GetFileName(file)} {line}:{column}"));
        Texts.Add(text);
    }
}
