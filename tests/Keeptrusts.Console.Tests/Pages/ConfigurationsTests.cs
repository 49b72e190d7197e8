using Keeptrusts.Console.Tests.Harness;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Keeptrusts.Console.Tests.Pages;

public sealed class ConfigurationsTests(Browser browser)
{
    private const string Path = "/configurations/local-gw";

    [Fact]
    public async Task Editor_WithAnError_MarksItFixesItDeploysAndRollsBack()
    {
        await using var host = await ConsoleHost.StartAsync();
        await using var tab = await host.AdministratorAsync(browser);
        var page = tab.Page;
        await tab.PressToGoAsync("c");
        await page.Button("New configuration").PressAsync("Enter");
        await Expect(page.GetByLabel("Name", new() { Exact = true }).First).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("Escape");
        await Expect(page.Button("New configuration")).ToBeFocusedAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "local-gw", Exact = true }).ClickAsync();
        await tab.EditorAsync();

        // Line 8 is what the detector does, line 5 the chain, whose last entry has to be the audit.
        await tab.CursorAsync(line: 8, before: 2);
        await tab.EraseAsync("redact".Length);
        await tab.TypeAsync("block");
        await tab.CursorAsync(line: 5, before: 1);
        await tab.EraseAsync("pii-detector, audit-logger".Length);
        await tab.TypeAsync("audit-logger, pii-detector");
        await tab.ErrorsStandInAsync("5");
        await Expect(page.Locator(".editor-state")).ToHaveTextAsync("1 error");
        await Expect(page.Locator(".squiggly-error")).ToHaveCountAsync(1);
        await tab.MustBeCleanAsync("an error in the editor");

        // It keeps the document from being deployed.
        await page.Keyboard.PressAsync("Control+s");
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "This cannot be put into force yet" })).ToBeFocusedAsync();
        await Expect(page.Button("Deploy", exact: true)).ToHaveCountAsync(0);
        await page.Button("Back to the editor").ClickAsync();

        // The list of findings leads there by keyboard; the quick fix repairs it.
        await Expect(page.Locator(".finding-go").First).ToBeVisibleAsync();
        await page.Locator(".finding-go").First.PressAsync("Enter");
        await Expect(page.Locator(".monaco-editor.focused")).ToHaveCountAsync(1);
        await tab.FixesAsync("move it to the end");
        await page.Keyboard.PressAsync("Enter");
        await tab.ErrorsStandInAsync("");
        Assert.Contains("[pii-detector, audit-logger]", await tab.DocumentAsync(), StringComparison.Ordinal);

        await page.Button("Review and deploy…").ClickAsync();
        await Expect(page.GetByRole(AriaRole.Region, new() { Name = "local-gw@1 compared with local-gw@2" })).ToContainTextAsync("action: block");
        await tab.MustBeCleanAsync("review");
        await page.GetByLabel("Note for the list of versions").FillAsync("refuse personal data");
        await page.Button("Deploy", exact: true).ClickAsync();
        await Expect(page.GetByText("Revision 2 is in force.")).ToBeVisibleAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "local-gw" })).ToBeFocusedAsync();
        await Expect(page.GetByText("Not saved")).ToHaveCountAsync(0);

        // Leaving asks nothing, since all is saved.
        await page.GetByRole(AriaRole.Link, new() { Name = "Versions" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Row, new() { Name = "refuse personal data" })).ToContainTextAsync("in force");
        await tab.MustBeCleanAsync("versions");
        await page.Button("Roll back to local-gw@1").ClickAsync();
        await tab.AnswerAsync("Roll back");
        await Expect(page.GetByRole(AriaRole.Row, new() { Name = "refuse personal data" })).Not.ToContainTextAsync("in force");
        var shown = (await host.Process.KtAsync("config", "show")).MustSucceed().Output;
        Assert.DoesNotContain("action: block", shown, StringComparison.Ordinal);
        await tab.MustBeCleanAsync("after rolling back");
    }

    [Fact]
    public async Task Editor_UnsavedChanges_SurviveAReloadAndSomebodyElse()
    {
        await using var host = await ConsoleHost.StartAsync();
        await using var tab = await host.AdministratorAsync(browser);
        var page = tab.Page;
        page.Dialog += (_, dialog) => _ = dialog.AcceptAsync();
        await tab.EditAsync(Path);
        await tab.CursorAsync(line: 1);
        await tab.TypeAsync(" MINE");
        await Expect(page.GetByText("Not saved")).ToBeVisibleAsync();

        // A link asks; staying stays.
        await page.GetByRole(AriaRole.Link, new() { Name = "Templates" }).ClickAsync();
        await tab.MustBeCleanAsync("question");
        await page.Keyboard.PressAsync("Escape");
        await Expect(page.GetByRole(AriaRole.Link, new() { Name = "Templates" })).ToBeFocusedAsync();
        Assert.Contains("MINE", await tab.DocumentAsync(), StringComparison.Ordinal);

        // A reload loses nothing.
        await page.ReloadAsync();
        await tab.LiveAsync();
        await tab.EditorAsync();
        Assert.DoesNotContain("MINE", await tab.DocumentAsync(), StringComparison.Ordinal);
        await page.Button("Restore them").ClickAsync();
        await Expect(page.GetByText("Not saved")).ToBeVisibleAsync();
        Assert.Contains("MINE", await tab.DocumentAsync(), StringComparison.Ordinal);

        // Somebody else deploys: both texts are shown, and one goes on with one's own.
        var theirs = (await host.Process.KtAsync("config", "show")).MustSucceed().Output.Replace("redact", "block", StringComparison.Ordinal);
        (await host.Process.KtWithInputAsync(theirs, "config", "apply", "--file", "-", "--yes")).MustSucceed();
        await page.Button("Review and deploy…").ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Somebody else changed this meanwhile" })).ToBeFocusedAsync();
        await Expect(page.GetByRole(AriaRole.Region, new() { Name = "theirs, local-gw@2 compared with yours" })).ToContainTextAsync("MINE");
        await tab.MustBeCleanAsync("conflict");
        await page.Button("Keep mine, and review it against theirs").ClickAsync();
        await page.Button("Only store it").ClickAsync();
        await Expect(page.GetByText("Revision 2 is in force; 3 is stored.")).ToBeVisibleAsync();

        // Leaving for good gives up what was typed, after a question.
        await tab.CursorAsync(line: 1);
        await tab.TypeAsync(" AGAIN");
        await Expect(page.GetByText("Not saved")).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Templates" }).ClickAsync();
        await tab.AnswerAsync("Leave");
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Templates" })).ToBeVisibleAsync();
        await tab.EditAsync(Path);
        await Expect(page.Button("Restore them")).ToHaveCountAsync(0);
        tab.TakeComplaints(); // the browser notes that the reload was asked about
    }

    [Fact]
    public async Task Editor_ByKeyboard_CompletesLetsTabGoAndTurnsIntoAPlainField()
    {
        await using var host = await ConsoleHost.StartAsync();
        await using var tab = await host.AdministratorAsync(browser);
        var page = tab.Page;
        await tab.EditAsync(Path);

        // Completion by the schema: the values of a key, and what the key means.
        await tab.CursorAsync(line: 8, before: 2);
        await tab.EraseAsync("redact".Length);
        await page.Keyboard.PressAsync("Control+Space");
        await Expect(page.Locator(".suggest-widget.visible")).ToContainTextAsync("escalate");
        await tab.MustBeCleanAsync("completion");
        await page.Keyboard.TypeAsync("red");
        await Expect(page.Locator(".suggest-widget .monaco-list-row.focused")).ToContainTextAsync("redact");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator(".editor-state")).ToHaveTextAsync("No errors, no warnings");
        Assert.Contains("{ action: redact }", await tab.DocumentAsync(), StringComparison.Ordinal);

        // Tab indents, until it is given back to the page.
        await page.GetByLabel("Tab leaves the editor").CheckAsync();
        await page.WaitForFunctionAsync("() => monaco.editor.getEditors().at(-1).getOption(monaco.editor.EditorOption.tabFocusMode)");
        await tab.CursorAsync(line: 10);
        var before = await tab.DocumentAsync();
        await page.Keyboard.PressAsync("Tab");
        Assert.Equal(before, await tab.DocumentAsync());
        await Expect(page.Locator(".monaco-editor.focused")).ToHaveCountAsync(0);

        // The plain field takes the text along, and its findings lead to their places.
        await page.GetByLabel("Plain text field").CheckAsync();
        var field = page.Locator("textarea.editor-plain");
        await Expect(field).ToHaveValueAsync(before);
        await field.FillAsync(before.Replace("action: redact", "action: redakt", StringComparison.Ordinal));
        await page.Locator(".finding-go").Filter(new() { HasText = "redakt" }).ClickAsync();
        await page.WaitForFunctionAsync("() => { const f = document.activeElement; return f.matches('textarea.editor-plain') && f.value.slice(f.selectionStart, f.selectionEnd) === 'redakt'; }");
        await Expect(page.Locator(".editor-state")).ToHaveTextAsync("1 error");
        await page.Button("Fix:").ClickAsync();
        await Expect(field).ToHaveValueAsync(before);
        await tab.MustBeCleanAsync("plain field");
    }

    [Fact]
    public async Task PromptTest_WithAPromptAndAnAnswer_SaysWhatEachPolicyDoesAndLeavesNoEvent()
    {
        await using var host = await ConsoleHost.StartAsync();
        await using var tab = await host.PersonAsync(browser, "vera", "default", "viewer");
        var page = tab.Page;
        await tab.EditAsync(Path);
        await Expect(page.GetByText("Your role may read and try this, not change it.")).ToBeVisibleAsync();
        await Expect(page.Button("Review and deploy…")).ToHaveCountAsync(0);

        await page.GetByLabel("Prompt", new() { Exact = true }).FillAsync("Write to ada@example.org <b>now</b>");
        await page.GetByLabel("Answer of the model").FillAsync("Done, I wrote to grace@example.org");
        await page.Button("Test", exact: true).ClickAsync();
        await Expect(page.Locator(".trial-verdict")).ToContainTextAsync("redact");
        await Expect(page.GetByLabel("A provider gets")).ToHaveTextAsync("Write to [EMAIL_ADDRESS] <b>now</b>");
        await Expect(page.GetByLabel("The caller gets")).ToHaveTextAsync("Done, I wrote to [EMAIL_ADDRESS]");
        await Expect(page.Locator("mark")).ToHaveTextAsync(["ada@example.org", "grace@example.org"]);
        await tab.MustBeCleanAsync("prompt test");
        Assert.DoesNotContain("redact", (await host.Process.KtAsync("events", "tail", "--no-follow", "--json")).Output, StringComparison.Ordinal);
    }
}
