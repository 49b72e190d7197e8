using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Keeptrusts.Console.Tests.Harness;

/// <summary>The editor of a page, used as people use it: by its keyboard.</summary>
internal static class DocumentEditor
{
    /// <summary>Goes to a page with an editor and waits until the editor is there.</summary>
    public static async Task EditAsync(this Tab tab, string path)
    {
        await tab.GoAsync(path);
        await tab.EditorAsync();
    }

    /// <summary>Waits until the editor is there and has checked its text.</summary>
    public static async Task EditorAsync(this Tab tab)
    {
        await tab.Page.Locator("[data-ready=rich]").WaitForAsync();
        await Expect(tab.Page.Locator(".editor-state")).Not.ToHaveTextAsync("Checking…");
    }

    /// <summary>Puts the cursor at the end of a line, or so many characters before it.</summary>
    public static async Task CursorAsync(this Tab tab, int line, int before = 0)
    {
        await tab.Page.Locator(".monaco-editor .view-lines").ClickAsync();
        await tab.Page.Keyboard.PressAsync("Control+Home");
        for (var i = 1; i < line; i++)
        {
            await tab.Page.Keyboard.PressAsync("ArrowDown");
        }

        await tab.Page.Keyboard.PressAsync("End");
        for (var i = 0; i < before; i++)
        {
            await tab.Page.Keyboard.PressAsync("ArrowLeft");
        }
    }

    /// <summary>Types at the cursor, and closes what the editor offers meanwhile.</summary>
    public static async Task TypeAsync(this Tab tab, string text)
    {
        await tab.Page.Keyboard.TypeAsync(text);
        await tab.Page.Keyboard.PressAsync("Escape");
    }

    /// <summary>Puts a whole text in the place of the one that is there.</summary>
    public static Task ReplaceTextAsync(this Tab tab, string text) => tab.Page.EvaluateAsync("text => monaco.editor.getModels().at(-1).setValue(text)", text);

    /// <summary>Deletes so many characters before the cursor.</summary>
    public static async Task EraseAsync(this Tab tab, int count)
    {
        for (var i = 0; i < count; i++)
        {
            await tab.Page.Keyboard.PressAsync("Backspace");
        }
    }

    public static Task<string> DocumentAsync(this Tab tab) => tab.Page.EvaluateAsync<string>("monaco.editor.getModels().at(-1).getValue()");

    /// <summary>Waits until exactly these lines have errors marked.</summary>
    /// <param name="tab">The tab.</param>
    /// <param name="lines">Their numbers, separated by commas.</param>
    public static Task ErrorsStandInAsync(this Tab tab, string lines) =>
        tab.Page.WaitForFunctionAsync("lines => monaco.editor.getModelMarkers({}).filter(m => m.severity === 8).map(m => m.startLineNumber).join() === lines", lines);

    /// <summary>Opens the list of quick fixes. The editor drops the key when its own look for fixes, soon after the cursor moved, comes between; people press it again.</summary>
    public static async Task FixesAsync(this Tab tab, string offered)
    {
        var list = tab.Page.GetByRole(AriaRole.Menuitem);
        for (var attempt = 0; attempt < 5 && !await list.First.IsVisibleAsync(); attempt++)
        {
            await tab.Page.Keyboard.PressAsync("Control+.");
            try
            {
                await list.First.WaitForAsync(new() { Timeout = 5_000 });
            }
            catch (TimeoutException)
            {
                // Once more, then.
            }
        }

        await Expect(list.First).ToContainTextAsync(offered);
    }

    /// <summary>Answers a question.</summary>
    public static Task AnswerAsync(this Tab tab, string button) => tab.Page.Locator("dialog[open]").Button(button, exact: true).ClickAsync();

    private static ILocator Button(this ILocator within, string name, bool exact) => within.GetByRole(AriaRole.Button, new() { Name = name, Exact = exact });

    public static ILocator Button(this IPage page, string name, bool exact = false) => page.GetByRole(AriaRole.Button, new() { Name = name, Exact = exact });
}
